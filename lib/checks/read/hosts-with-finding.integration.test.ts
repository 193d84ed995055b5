import { expect, test } from 'vitest';
import { registerHosts } from '../../fleet/register-hosts.ts';
import { hostsWithFinding } from './hosts-with-finding.ts';
import { ago, FleetFixture } from './testing/fleet-fixture.ts';

const fleet = new FleetFixture();

test('a host is named once for a finding that is open at its doors, even where it leads nowhere', async () => {
  await registerHosts(fleet.context, { lines: 'dc01\ndc01:3269\ndc02' });
  const notice = { findingId: 'ldaps-not-intended', no: 606, severity: 'notice', stage: 'fleet', confidence: 'certain' } as const;
  for (const port of [636, 3269]) {
    const endpointId = await fleet.sees('dc01', port, { verdict: 'healthy' });
    await fleet.db.openFinding.create({
      data: {
        ...{ ...notice, endpointId, locationId: fleet.locationId, title: '', summary: '', facts: {}, observations: [] },
        ...{ addresses: [], rank: 1, since: ago(900), lastSeenAt: ago(60) },
      },
    });
  }
  expect([...(await hostsWithFinding(fleet.db, 'ldaps-not-intended'))]).toEqual(['dc01']);
  expect((await hostsWithFinding(fleet.db, 'certificate-expired')).size).toBe(0);
});
