import Link from 'next/link';
import { buttonClass } from '#components/ui/button.tsx';
import { paths } from '#lib/paths.ts';

/** The board before the first host. */
export function EmptyBoard() {
  return (
    <div className="max-w-2xl">
      <h1 className="font-semibold text-xl">Board</h1>
      <p className="mt-2">No host is watched yet. Name your domain controllers, and their first checks start at once.</p>
      <p className="mt-4">
        <Link href={paths.setup()} className={buttonClass('primary')}>
          Add hosts
        </Link>
      </p>
    </div>
  );
}
