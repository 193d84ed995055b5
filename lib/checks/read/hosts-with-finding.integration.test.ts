import { expect, test } from 'vitest';
import { registerHosts } from '../../fleet/register-hosts.ts';
import { acceptedHostCounts, hostsWithFinding } from './hosts-with-finding.ts';
import { ago, FleetFixture, inDays } from './testing/fleet-fixture.ts';

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
  expect([...(await hostsWithFinding(fleet.db, 'ldaps-not-intended'))]).toEqual([['dc01', { isAccepted: false }]]);
  expect((await hostsWithFinding(fleet.db, 'certificate-expired')).size).toBe(0);
});

test('a host accepts a finding where none of its doors has it unaccepted, and is counted once', async () => {
  await registerHosts(fleet.context, { lines: 'dc01\ndc01:3269\ndc02\ndc03' });
  const waiver = await fleet.db.waiver.create({
    data: { findingId: 'certificate-expired', tag: 'old', reason: 'x', until: inDays(9), createdBy: 'ada', createdAt: ago(60) },
  });
  const finding = { findingId: 'certificate-expired', no: 402, severity: 'critical', stage: 'certificate', confidence: 'certain' } as const;
  for (const [name, port, isAccepted] of [
    ['dc01', 636, true],
    ['dc01', 3269, true],
    ['dc02', 636, false],
  ] as const) {
    await fleet.db.openFinding.create({
      data: {
        ...{ ...finding, endpointId: await fleet.sees(name, port, {}), locationId: fleet.locationId, title: '', summary: '', facts: {} },
        ...{ observations: [], addresses: [], rank: 0, since: ago(900), lastSeenAt: ago(60), waiverId: isAccepted ? waiver.id : null },
      },
    });
  }
  expect([...(await hostsWithFinding(fleet.db, 'certificate-expired'))]).toEqual([
    ['dc01', { isAccepted: true }],
    ['dc02', { isAccepted: false }],
  ]);
  expect([...(await acceptedHostCounts(fleet.db))]).toEqual([['certificate-expired', 1]]);
});
