import Link from 'next/link';
import { paths } from '#lib/paths.ts';

export default function NotFound() {
  return (
    <>
      <h1 className="font-semibold text-xl">There is no such plan</h1>
      <p className="mt-2">
        It may have gone together with its host.{' '}
        <Link href={paths.renewals()} className="text-link underline">
          All renewals
        </Link>
      </p>
    </>
  );
}
