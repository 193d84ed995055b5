import Link from 'next/link';
import { severityState, severityWords } from '#components/finding/severity.ts';
import { StateTile } from '#components/finding/state-tile.tsx';
import { AcceptedMark } from '#components/status/accepted-mark.tsx';
import { acceptedOfWords } from '#components/status/accepted-words.ts';
import { Moment } from '#components/time/moment.tsx';
import type { ConcerningFinding } from '#lib/certificates/details/views.ts';
import { count } from '#lib/diagnosis/reading/wording.ts';
import { paths } from '#lib/paths.ts';

/** What is wrong with it now, with the doors where it is. */
export function ConcerningFindings({ findings }: { findings: readonly ConcerningFinding[] }) {
  if (findings.length === 0) return <p className="text-muted">Nothing is wrong with it where it is served.</p>;
  return (
    <ul>
      {findings.map(({ id, severity, title, no, since, endpoints, acceptedEndpoints, doors }) => (
        <li key={id} className="flex items-start gap-2 border-line border-t py-2 first:border-t-0">
          <span className="mt-0.5 shrink-0">
            <StateTile state={acceptedEndpoints === endpoints ? 'maintenance' : severityState(severity)} size={16} />
          </span>
          <div className="min-w-0 wrap-anywhere">
            <span className="font-medium">
              {severityWords[severity]}: {title}
            </span>{' '}
            <span className="text-muted">
              cause {no}, since <Moment at={since} />, at {count(endpoints, 'door')}
            </span>{' '}
            <AcceptedMark words={acceptedOfWords(acceptedEndpoints, endpoints)} />
            <ul className="flex flex-wrap gap-x-4">
              {doors.map(({ host, port, isAccepted }) => (
                <li key={`${host} ${port}`} className="inline-flex items-center gap-1">
                  <Link
                    href={paths.why(host, port, id)}
                    prefetch={false}
                    aria-label={`Why: ${title}, at ${host}:${port}`}
                    className="inline-flex min-h-6 items-center font-mono text-link underline"
                  >
                    {host}:{port}
                  </Link>
                  {acceptedEndpoints < endpoints && <AcceptedMark glyphOnly words={isAccepted ? 'accepted' : null} />}
                </li>
              ))}
              {endpoints > doors.length && <li className="text-muted">and {endpoints - doors.length} more</li>}
            </ul>
          </div>
        </li>
      ))}
    </ul>
  );
}
