import { FleetFindingNotice } from '#components/fleet-findings/fleet-finding-notice.tsx';
import { LiveRefresh } from '#components/host/live-refresh.tsx';
import { database } from '#lib/db/client.ts';
import { readFleetFindings } from '#lib/fleet/findings/read-fleet-findings.ts';

/** What is wrong with the fleet as a whole, kept current. */
export async function BoardFleetFindings() {
  return (
    <>
      <LiveRefresh names={[]} />
      <FleetFindingNotice findings={await readFleetFindings(database())} />
    </>
  );
}
