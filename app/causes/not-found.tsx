import Link from 'next/link';
import { paths } from '#lib/paths.ts';

/** Shown for a cause that the catalog does not have. */
export default function CauseNotFound() {
  return (
    <div className="max-w-2xl">
      <h1 className="font-semibold text-xl">The catalog has no such cause</h1>
      <p className="mt-2">
        It may belong to a newer version of Port636.{' '}
        <Link href={paths.causes()} className="text-link underline">
          See all causes
        </Link>
        .
      </p>
    </div>
  );
}
