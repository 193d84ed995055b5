import { directoryServerOf } from '#lib/diagnosis/reading/directory-server.ts';
import type { Attempt, Evidence } from '#lib/probe/evidence.ts';
import { Panel } from './panel.tsx';
import { ServerFacts } from './server-facts.tsx';

/** Attempts whose servers say the same of themselves, together; clocks are left out of it, for no two are read at once. */
function sameServers(attempts: readonly Attempt[]): { attempt: Attempt; addresses: string[] }[] {
  const groups = Map.groupBy(attempts, ({ directory }) =>
    directory.status === 'ok' ? JSON.stringify(directoryServerOf(directory.data.rootDse)) : '',
  );
  return [...groups.values()].flatMap((group) => (group[0] ? [{ attempt: group[0], addresses: group.map(({ address }) => address) }] : []));
}

/** What the server says of itself, once for each different answer behind the name. */
export function ServerPanel({ evidence }: { evidence: Evidence | null }) {
  const servers = sameServers(evidence?.attempts ?? []);
  return (
    <Panel id="server" title="What the server says of itself">
      {servers.length === 0 && <p className="text-muted">No server was asked yet.</p>}
      <div className="flex flex-col gap-3">
        {servers.map(({ attempt, addresses }) => (
          <div key={attempt.address} className="min-w-0">
            {servers.length > 1 && <h3 className="mb-1 font-medium font-mono wrap-anywhere">{addresses.join(', ')}</h3>}
            <ServerFacts attempt={attempt} />
          </div>
        ))}
      </div>
    </Panel>
  );
}
