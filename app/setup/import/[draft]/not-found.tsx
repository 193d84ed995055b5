import type { Metadata } from 'next';
import Link from 'next/link';
import { buttonClass } from '#components/ui/button.tsx';
import { paths } from '#lib/paths.ts';

export const metadata: Metadata = { title: 'No such list · Import' };

export default function NoSuchList() {
  return (
    <div className="max-w-[75ch]">
      <h1 className="font-semibold text-xl">This list is not here any more</h1>
      <p className="mt-2">It was imported or discarded, or it waited for more than a day. Nothing else was changed by that.</p>
      <p className="mt-4">
        <Link href={paths.importHosts()} className={buttonClass('primary')}>
          Import a list
        </Link>
      </p>
    </div>
  );
}
