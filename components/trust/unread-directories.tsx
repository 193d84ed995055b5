import Link from 'next/link';
import { Moment } from '#components/time/moment.tsx';
import type { UnreadDirectory } from '#lib/fleet/trust/views.ts';
import { paths } from '#lib/paths.ts';

/** Domains whose newest discovery did not read the directory, and why: what is offered of them is older, or nothing. */
export function UnreadDirectories({ unread }: { unread: readonly UnreadDirectory[] }) {
  return (
    <ul aria-label="Directories that were not read" className="mb-2 list-disc space-y-1 pl-5">
      {unread.map(({ runId, domain, at, because }) => (
        <li key={runId} className="wrap-anywhere">
          The directory of {domain} was not read <Moment at={at} />: {because}{' '}
          <Link href={paths.discoveryRun(runId)} prefetch={false} className="text-link underline">
            See the discovery of {domain}
          </Link>
        </li>
      ))}
    </ul>
  );
}
