import type { Metadata } from 'next';
import Link from 'next/link';
import { paths } from '#lib/paths.ts';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <>
      <h1 className="font-semibold text-xl">There is no such page</h1>
      <p className="mt-2">
        The address may be misspelt, or what it showed was removed.{' '}
        <Link href={paths.board()} className="text-link underline">
          Go to the board
        </Link>
      </p>
    </>
  );
}
