import Link from 'next/link';
import { severityState, severityWords } from '#components/finding/severity.ts';
import { StateTile } from '#components/finding/state-tile.tsx';
import { Ago } from '#components/time/ago.tsx';
import type { FleetFindingView } from '#lib/fleet/findings/views.ts';
import { paths } from '#lib/paths.ts';

const hostsShown = 8;

/** Where more is to be seen of what it is about. */
function Subject({ finding: { id, subject, domain } }: { finding: FleetFindingView }) {
  if (id === 'issuer-blast-radius')
    return (
      <Link href={paths.certificate(subject)} prefetch={false} className="inline-flex min-h-6 items-center text-link underline">
        What hangs on this certificate
      </Link>
    );
  if (domain === '') return null;
  return (
    <Link href={paths.domain(domain)} prefetch={false} className="inline-flex min-h-6 items-center text-link underline wrap-anywhere">
      {domain}
    </Link>
  );
}

function Hosts({ hosts }: { hosts: readonly string[] }) {
  if (hosts.length === 0) return null;
  return (
    <ul aria-label="Hosts" className="mt-1 flex flex-wrap gap-x-3 font-mono">
      {hosts.slice(0, hostsShown).map((host) => (
        <li key={host}>
          <Link href={paths.host(host)} prefetch={false} className="inline-flex min-h-6 items-center text-link underline wrap-anywhere">
            {host}
          </Link>
        </li>
      ))}
      {hosts.length > hostsShown && <li className="font-sans text-muted">and {(hosts.length - hostsShown).toLocaleString('en')} more</li>}
    </ul>
  );
}

/** What is wrong with the fleet, each with its sentence, since when, and the hosts that it is about. */
export function FleetFindingList({ findings, now }: { findings: readonly FleetFindingView[]; now: string }) {
  return (
    <ul>
      {findings.map((finding) => (
        <li key={`${finding.id} ${finding.subject}`} className="flex items-start gap-2 border-line border-t py-2 first:border-t-0">
          <span className="mt-0.5 shrink-0">
            <StateTile state={severityState(finding.severity)} size={16} />
          </span>
          <div className="min-w-0 wrap-anywhere">
            <p>
              <span className="font-semibold">{severityWords[finding.severity]}: </span>
              <Link href={paths.cause(finding.id)} prefetch={false} className="font-medium text-link underline">
                {finding.title}
              </Link>
              . {finding.summary}
            </p>
            <p className="flex flex-wrap gap-x-3 text-muted">
              <span>
                Since <Ago at={finding.since} now={now} />
              </span>
              <Subject finding={finding} />
            </p>
            <Hosts hosts={finding.hosts} />
          </div>
        </li>
      ))}
    </ul>
  );
}
