import { FleetFindingNotice } from '#components/fleet-findings/fleet-finding-notice.tsx';
import { LiveRefresh } from '#components/host/live-refresh.tsx';
import { database } from '#lib/db/client.ts';
import { proberOffline } from '#lib/diagnosis/fleet-rules/prober-offline.ts';
import { readFleetFindings } from '#lib/fleet/findings/read-fleet-findings.ts';

/** What is wrong with the fleet as a whole, kept current. Locations that cannot look have lines of their own on the board. */
export async function BoardFleetFindings() {
  const findings = await readFleetFindings(database());
  return (
    <>
      <LiveRefresh names={[]} />
      <FleetFindingNotice findings={findings.filter(({ id }) => id !== proberOffline.id)} />
    </>
  );
}
