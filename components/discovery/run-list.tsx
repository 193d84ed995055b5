import Link from 'next/link';
import { Moment } from '#components/time/moment.tsx';
import type { DiscoveryRunSummary } from '#lib/fleet/discovery/views.ts';
import { paths } from '#lib/paths.ts';
import { stateWords } from './server-words.ts';

/** The newest discoveries. */
export function RunList({ runs }: { runs: readonly DiscoveryRunSummary[] }) {
  if (runs.length === 0) return <p className="text-muted">None yet.</p>;
  return (
    <ul className="space-y-2">
      {runs.map(({ id, domain, forest, state, scheduled, requestedBy, createdAt }) => (
        <li key={id} className="min-w-0">
          <Link href={paths.discoveryRun(id)} prefetch={false} className="font-mono text-link wrap-anywhere hover:underline">
            {domain}
          </Link>{' '}
          {forest && 'and its forest '}· {stateWords[state]}
          <span className="block text-muted">
            <Moment at={createdAt} />, {scheduled ? 'by schedule' : `asked for by ${requestedBy}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
