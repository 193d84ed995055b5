import Link from 'next/link';
import { severityState, severityWords } from '#components/finding/severity.ts';
import { StateTile } from '#components/finding/state-tile.tsx';
import { count } from '#lib/diagnosis/reading/wording.ts';
import type { FleetFindingView } from '#lib/fleet/findings/views.ts';
import { paths } from '#lib/paths.ts';

const shownMax = 3;

/** The findings about the fleet above its hosts: the worst in words, the others counted. */
export function FleetFindingNotice({ findings }: { findings: readonly FleetFindingView[] }) {
  if (findings.length === 0) return null;
  const shown = findings.slice(0, shownMax);
  return (
    <section aria-labelledby="fleet-findings" className="rounded-md border border-line-strong bg-surface px-3 py-1.5">
      <h2 id="fleet-findings" className="inline font-semibold">
        <Link href={paths.fleetFindings()} prefetch={false} className="text-link underline">
          {count(findings.length, 'fleet finding')}
        </Link>
      </h2>
      <ul className="mt-0.5">
        {shown.map((finding) => (
          <li key={`${finding.id} ${finding.subject}`} className="flex items-start gap-2 py-0.5">
            <span className="mt-0.5 shrink-0">
              <StateTile state={severityState(finding.severity)} size={16} />
            </span>
            <span className="min-w-0 wrap-anywhere">
              <span className="font-medium">{severityWords[finding.severity]}:</span> {finding.summary}{' '}
              {finding.domain !== '' && (
                <Link href={paths.domain(finding.domain)} prefetch={false} className="text-link underline">
                  Domain {finding.domain}
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
      {findings.length > shown.length && <p className="text-muted">and {findings.length - shown.length} more</p>}
    </section>
  );
}
