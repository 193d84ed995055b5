import Link from 'next/link';
import { paths } from '#lib/paths.ts';

/** Shown for a host, door or finding that is not registered. */
export default function HostNotFound() {
  return (
    <div className="max-w-2xl">
      <h1 className="font-semibold text-xl">This host is not watched here</h1>
      <p className="mt-2">
        No host of this name, or no such door of it, is registered. It may have been deleted, or the address may hold a typing mistake: it
        reads <span className="font-mono">/hosts/dc01.corp.example</span>, with <span className="font-mono">~3269</span> at the end for a
        door other than the leading one.
      </p>
      <ul className="mt-4 list-disc space-y-1 pl-5">
        <li>
          <Link href={paths.board()} className="text-link underline">
            Look for it on the board
          </Link>
        </li>
        <li>
          <Link href={paths.setup()} className="text-link underline">
            Register it
          </Link>
        </li>
      </ul>
    </div>
  );
}
