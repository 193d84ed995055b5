import { expect, test } from 'vitest';
import { makeEvidence } from '../../../diagnosis/testing/evidence-factory.ts';
import { registerHosts } from '../../../fleet/register-hosts.ts';
import { takeTimings } from '../../timings.ts';
import { readHost } from '../read-host.ts';
import { ago, FleetFixture, now } from '../testing/fleet-fixture.ts';

const fleet = new FleetFixture();

test('each location shows how long its newest look took, though its evidence was stored by an earlier one', async () => {
  const there = await fleet.db.location.create({ data: { name: 'there', createdAt: now, lastSeenAt: now } });
  await registerHosts(fleet.context, { lines: 'dc01' });
  const endpointId = await fleet.sees('dc01', 636, { verdict: 'healthy' });
  for (const [locationId, firstMs, newestMs] of [
    [fleet.locationId, 160, 18],
    [there.id, 170, 40],
  ] as const) {
    const first = makeEvidence({ totalMs: firstMs });
    const { id } = await fleet.db.evidence.create({
      data: { endpointId, locationId, fingerprint: 'same', document: first, firstSeenAt: ago(900), lastSeenAt: ago(60) },
    });
    await fleet.sees(
      'dc01',
      636,
      { verdict: 'healthy', evidenceId: id, timings: takeTimings({ ...first, totalMs: newestMs }) },
      locationId,
    );
  }
  const host = await readHost(fleet.db, { name: 'dc01', port: null, now });
  expect(host?.sideBySide?.places.map(({ evidence }) => evidence?.totalMs)).toEqual([18, 40]);
});

test('a location that has accepted findings says how many, and the door has as many as the location with most', async () => {
  const there = await fleet.db.location.create({ data: { name: 'there', createdAt: now, lastSeenAt: now } });
  await registerHosts(fleet.context, { lines: 'dc01\ndc01:3269' });
  await fleet.sees('dc01', 636, { verdict: 'healthy', acceptedCount: 0 });
  await fleet.sees('dc01', 636, { verdict: 'healthy', acceptedCount: 2 }, there.id);
  const host = await readHost(fleet.db, { name: 'dc01', port: 636, now });
  expect(host?.sideBySide?.places.map(({ location, acceptedCount }) => [location, acceptedCount])).toEqual([
    ['here', 0],
    ['there', 2],
  ]);
  expect(host?.doors.map(({ target, acceptedCount }) => [target.port, acceptedCount])).toEqual([
    [636, 2],
    [3269, 0],
  ]);
});
