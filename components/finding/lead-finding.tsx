import Link from 'next/link';
import { StateTile } from '#components/finding/state-tile.tsx';
import { Moment } from '#components/time/moment.tsx';
import { paths } from '#lib/paths.ts';
import { severityState } from './severity.ts';
import type { ShownFinding } from './shown-finding.ts';

/** What is wrong, in one sentence, with the way to its explanation and to the hosts that share it. */
export function LeadFinding({
  finding,
  name,
  port,
  sameCauseHosts,
}: {
  finding: ShownFinding;
  name: string;
  port: number;
  sameCauseHosts: readonly string[];
}) {
  const edge = finding.severity === 'critical' ? 'border-critical' : 'border-line-strong';
  return (
    <section aria-labelledby="lead-finding" className={`rounded-lg border bg-surface p-4 ${edge}`}>
      <h2 id="lead-finding" className="flex items-start gap-2 font-semibold text-base">
        <span className="mt-0.5 shrink-0">
          <StateTile state={severityState(finding.severity)} size={18} />
        </span>
        <span className="min-w-0">
          {finding.title} <span className="font-normal text-muted">cause {finding.no}</span>
        </span>
      </h2>
      <p className="mt-1 max-w-4xl wrap-anywhere">{finding.summary}</p>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Link
          href={paths.why(name, port, finding.id)}
          prefetch={false}
          className="inline-flex min-h-8 items-center rounded-md border border-line-strong px-3 py-1 font-medium text-link hover:bg-hover"
        >
          Why, and how to fix it
        </Link>
        <span className="text-muted">
          {finding.since === null ? (
            'Not found yet: it would be found then'
          ) : (
            <>
              Found <Moment at={finding.since} />
            </>
          )}
        </span>
        {finding.addresses.length > 0 && <span className="font-mono text-muted wrap-anywhere">at {finding.addresses.join(', ')}</span>}
        {finding.since !== null && (
          <Link href={paths.acceptFinding({ finding: finding.id, host: name })} prefetch={false} className="text-link underline">
            Accept for a time
          </Link>
        )}
        {sameCauseHosts.length > 0 && (
          <Link href={paths.boardFiltered({ cause: finding.id })} prefetch={false} className="text-link underline">
            Same on {sameCauseHosts.length} more {sameCauseHosts.length === 1 ? 'host' : 'hosts'}
          </Link>
        )}
      </div>
    </section>
  );
}
