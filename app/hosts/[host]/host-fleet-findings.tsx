import { FleetFindingList } from '#components/fleet-findings/fleet-finding-list.tsx';
import { Panel } from '#components/host/panel.tsx';
import { database } from '#lib/db/client.ts';
import { count } from '#lib/diagnosis/reading/wording.ts';
import { readFleetFindings } from '#lib/fleet/findings/read-fleet-findings.ts';

/** What is wrong with the fleet and names this host; nothing where nothing does. */
export async function HostFleetFindings({ name, now }: { name: string; now: string }) {
  const findings = await readFleetFindings(database(), { host: name });
  if (findings.length === 0) return null;
  return (
    <div className="mt-4">
      <Panel id="fleet-findings" title={`${count(findings.length, 'fleet finding')} ${findings.length === 1 ? 'names' : 'name'} this host`}>
        <FleetFindingList findings={findings} now={now} />
      </Panel>
    </div>
  );
}
