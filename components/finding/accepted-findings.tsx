import Link from 'next/link';
import { StateTile } from '#components/finding/state-tile.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { Waiver } from '#lib/diagnosis/rule.ts';
import { paths } from '#lib/paths.ts';
import type { ShownFinding } from './shown-finding.ts';

/** By whom, until when and why a finding counts for no state. */
export function WaiverWords({ waiver }: { waiver: Waiver }) {
  return (
    <>
      Accepted by {waiver.by} for {waiver.scope === 'host' ? 'this host' : `the ${waiver.scope} ${waiver.scopeName}`} until{' '}
      <Moment at={waiver.until} />: <span className="whitespace-pre-wrap">{waiver.reason}</span>{' '}
      <Link href={`${paths.waivers()}#waiver-${waiver.id}`} prefetch={false} className="text-link underline">
        Accepted findings
      </Link>
    </>
  );
}

/** Findings that count for no state for now. */
export function AcceptedFindings({ findings, name, port }: { findings: readonly ShownFinding[]; name: string; port: number }) {
  return (
    <ul>
      {findings.map((finding) => (
        <li key={`${finding.id} ${finding.location}`} className="flex items-start gap-2 border-line border-t py-2 first:border-t-0">
          <span className="mt-0.5 shrink-0">
            <StateTile state="maintenance" size={16} />
          </span>
          <span className="min-w-0 wrap-anywhere">
            <Link href={paths.why(name, port, finding.id)} prefetch={false} className="font-medium text-link hover:underline">
              {finding.title}
            </Link>{' '}
            {finding.summary}
            {finding.waiver && (
              <span className="block text-muted">
                <WaiverWords waiver={finding.waiver} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
