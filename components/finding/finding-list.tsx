import Link from 'next/link';
import { StateTile } from '#components/finding/state-tile.tsx';
import { paths } from '#lib/paths.ts';
import { severityState, severityWords } from './severity.ts';
import type { ShownFinding } from './shown-finding.ts';

/** Findings beside the leading one, each with its sentence and its explanation. */
export function FindingList({ findings, name, port }: { findings: readonly ShownFinding[]; name: string; port: number }) {
  return (
    <ul>
      {findings.map((finding) => (
        <li key={`${finding.id} ${finding.location}`} className="flex items-start gap-2 border-line border-t py-2 first:border-t-0">
          <span className="mt-0.5 shrink-0">
            <StateTile state={severityState(finding.severity)} size={16} />
          </span>
          <span className="min-w-0 wrap-anywhere">
            <span className="sr-only">{severityWords[finding.severity]}: </span>
            <Link href={paths.why(name, port, finding.id)} prefetch={false} className="font-medium text-link hover:underline">
              {finding.title}
            </Link>{' '}
            {finding.summary}
            {finding.since !== null && (
              <Link
                href={paths.acceptFinding({ finding: finding.id, host: name })}
                prefetch={false}
                aria-label={`Accept ${finding.title} for a time`}
                className="whitespace-nowrap text-link underline"
              >
                Accept for a time
              </Link>
            )}
            {finding.since === null && <span className="text-muted"> Not found yet: it would be found then.</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
