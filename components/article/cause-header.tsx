import Link from 'next/link';
import { severityState, severityWords } from '#components/finding/severity.ts';
import { StateTile } from '#components/finding/state-tile.tsx';
import { FleetFindingList } from '#components/fleet-findings/fleet-finding-list.tsx';
import { AcceptedMark } from '#components/status/accepted-mark.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import type { BoardHost } from '#lib/checks/read/views.ts';
import { count } from '#lib/diagnosis/reading/wording.ts';
import type { RuleStage, Severity } from '#lib/diagnosis/rule.ts';
import type { FleetFindingView } from '#lib/fleet/findings/views.ts';
import { paths } from '#lib/paths.ts';
import { catalogStages } from './catalog.ts';

const listed = 12;

type ListedHost = Pick<BoardHost, 'name' | 'port' | 'state'>;

/** What a cause is, and on which hosts it leads now. */
export function CauseHeader({
  no,
  title,
  severities,
  stage,
  hosts,
  acceptedOn,
  verb,
  fleetFindings,
}: {
  no: number;
  title: string;
  severities: readonly [Severity, ...Severity[]];
  stage: RuleStage;
  hosts: readonly ListedHost[];
  /** Hosts on which it is accepted for now, and counts for no state. */
  acceptedOn: readonly ListedHost[];
  /** What the cause does on these hosts; a notice never leads. */
  verb: 'leads' | 'is found';
  /** Of a rule about the fleet: what it finds now; null for rules about doors. */
  fleetFindings: { found: readonly FleetFindingView[]; now: string } | null;
}) {
  return (
    <header className="mb-6">
      <Breadcrumb crumbs={[{ label: 'Causes', href: paths.causes() }, { label: catalogStages[stage] }]} />
      <h1 className="mt-1 flex items-start gap-2 font-semibold text-xl">
        <span className="mt-1 shrink-0">
          <StateTile state={severityState(severities[0])} size={18} />
        </span>
        <span className="min-w-0">
          {title} <span className="font-normal text-muted">cause {no}</span>
        </span>
      </h1>
      <p className="mt-1 text-muted">
        {severities.map((severity) => severityWords[severity]).join(' or ')}. Names and addresses below are those of an example server.
      </p>
      <section aria-labelledby="hosts-now" className="mt-4 rounded-lg border border-line bg-surface px-4 py-3">
        {fleetFindings === null ? <HostsNow hosts={hosts} acceptedOn={acceptedOn} verb={verb} /> : <FoundNow {...fleetFindings} />}
      </section>
    </header>
  );
}

function HostList({ hosts }: { hosts: readonly ListedHost[] }) {
  if (hosts.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
      {hosts.slice(0, listed).map((host) => (
        <li key={host.name} className="inline-flex min-h-6 min-w-0 items-center gap-1.5">
          <StateTile state={host.state} size={16} />
          <Link href={paths.host(host.name, host.port)} prefetch={false} className="font-mono text-link wrap-anywhere hover:underline">
            {host.name}:{host.port}
          </Link>
        </li>
      ))}
      {hosts.length > listed && <li className="text-muted">and {hosts.length - listed} more</li>}
    </ul>
  );
}

function HostsNow({ hosts, acceptedOn, verb }: { hosts: readonly ListedHost[]; acceptedOn: readonly ListedHost[]; verb: string }) {
  return (
    <>
      <h2 id="hosts-now" className="font-semibold">
        {`It ${verb} on ${hosts.length === 0 ? 'no' : hosts.length} ${hosts.length === 1 || hosts.length === 0 ? 'host' : 'hosts'} now`}
      </h2>
      <HostList hosts={hosts} />
      {acceptedOn.length > 0 && (
        <div className="mt-2">
          <AcceptedMark words={`It is accepted on ${count(acceptedOn.length, 'host')}, and counts for no state there:`} />
          <HostList hosts={acceptedOn} />
        </div>
      )}
    </>
  );
}

function FoundNow({ found, now }: { found: readonly FleetFindingView[]; now: string }) {
  return (
    <>
      <h2 id="hosts-now" className="font-semibold">
        {found.length === 0 ? 'It is not found now' : `It is found ${found.length === 1 ? 'once' : `${found.length} times`} now`}
      </h2>
      <FleetFindingList findings={found} now={now} />
    </>
  );
}
