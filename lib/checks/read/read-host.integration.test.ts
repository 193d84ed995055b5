import { describe, expect, it } from 'vitest';
import { makeEvidence } from '../../diagnosis/testing/evidence-factory.ts';
import { registerHosts } from '../../fleet/register-hosts.ts';
import { oneLatency } from '../latency-histogram.ts';
import { takeTimings } from '../timings.ts';
import { readHost } from './read-host.ts';
import { ago, expired, expiredCause, FleetFixture, inDays, iso, now } from './testing/fleet-fixture.ts';

const fleet = new FleetFixture();

describe('the page of a host', () => {
  it('is null for a host or a door that is not registered', async () => {
    await registerHosts(fleet.context, { lines: 'dc01' });
    expect([
      await readHost(fleet.db, { name: 'dc02', port: null, now }),
      await readHost(fleet.db, { name: 'dc01', port: 389, now }),
    ]).toEqual([null, null]);
  });

  it('shows a host that was never checked', async () => {
    await registerHosts(fleet.context, { lines: 'dc01.corp.example' });
    expect(await readHost(fleet.db, { name: 'dc01.corp.example', port: null, now })).toMatchObject({
      domain: 'corp.example',
      profile: null,
      profileSetByHand: false,
      paused: null,
      door: {
        state: 'not-checked',
        since: null,
        checkedAt: null,
        nextDueAt: iso(ago(86_400)),
        target: { host: 'dc01.corp.example', port: 636, transport: 'ldaps' },
      },
      findings: [],
      evidence: null,
      evidenceAt: null,
      lastGood: null,
      spans: [],
      changes: [],
      responseHours: [],
      sameCauseHosts: [],
    });
  });

  it('opens the door that decides the state, unless another is asked for', async () => {
    await registerHosts(fleet.context, { lines: 'dc01\ndc01:3269' });
    await fleet.sees('dc01', 636, { verdict: 'healthy' });
    await fleet.sees('dc01', 3269, { verdict: 'critical', ...expired });
    const host = await readHost(fleet.db, { name: 'dc01', port: null, now });
    expect(host?.door).toMatchObject({ target: { port: 3269 }, state: 'critical', cause: expiredCause });
    expect(host?.doors.map(({ target, state }) => [target.port, state])).toEqual([
      [636, 'healthy'],
      [3269, 'critical'],
    ]);
    expect((await readHost(fleet.db, { name: 'dc01', port: 636, now }))?.door.state).toBe('healthy');
  });

  it('shows what was seen with the times of the newest check, beside the last good evidence', async () => {
    await registerHosts(fleet.context, { lines: 'dc01' });
    const endpointId = await fleet.sees('dc01', 636, {});
    const keep = (fingerprint: string, document: object) =>
      fleet.db.evidence.create({
        data: { endpointId, locationId: fleet.locationId, fingerprint, document, firstSeenAt: ago(900), lastSeenAt: ago(60) },
        select: { id: true },
      });
    const bad = makeEvidence({ totalMs: 10, location: 'here' });
    const newer = { ...bad, totalMs: 99 };
    const good = makeEvidence({ totalMs: 20 });
    await fleet.sees('dc01', 636, {
      verdict: 'critical',
      evidenceId: (await keep('a', bad)).id,
      timings: takeTimings(newer),
      lastGoodEvidenceId: (await keep('b', good)).id,
      lastGoodAt: ago(800),
    });
    expect(await readHost(fleet.db, { name: 'dc01', port: null, now })).toMatchObject({
      evidence: newer,
      evidenceAt: iso(ago(61)),
      lastGood: { at: iso(ago(800)), evidence: good },
    });
    await fleet.sees('dc01', 636, { verdict: 'healthy' });
    expect((await readHost(fleet.db, { name: 'dc01', port: null, now }))?.lastGood).toBeNull();
  });

  it('does without evidence that it cannot read', async () => {
    await registerHosts(fleet.context, { lines: 'dc01' });
    const endpointId = await fleet.sees('dc01', 636, { verdict: 'healthy' });
    const { id } = await fleet.db.evidence.create({
      data: {
        endpointId,
        locationId: fleet.locationId,
        fingerprint: 'a',
        document: { schemaVersion: 99 },
        firstSeenAt: now,
        lastSeenAt: now,
      },
    });
    await fleet.sees('dc01', 636, { verdict: 'healthy', evidenceId: id });
    expect(await readHost(fleet.db, { name: 'dc01', port: null, now })).toMatchObject({ evidence: null, evidenceAt: null });
  });

  it('lists the findings of the deciding location, root cause first, then those that only others have', async () => {
    const other = await fleet.db.location.create({ data: { name: 'there', createdAt: now, lastSeenAt: now } });
    await registerHosts(fleet.context, { lines: 'dc01\ndc02\ndc03' });
    const endpointId = await fleet.sees('dc01', 636, { verdict: 'critical', ...expired });
    await fleet.sees('dc02', 636, { verdict: 'critical', ...expired });
    await fleet.sees('dc03', 636, { verdict: 'healthy', ...expired });
    const finding = (findingId: string, rank: number, location: number) => ({
      endpointId,
      locationId: location,
      findingId,
      rank,
      no: 402,
      severity: 'critical' as const,
      stage: 'certificate',
      confidence: 'certain' as const,
      title: findingId,
      summary: 'It expired.',
      facts: { daysLeft: -1, names: ['a'] },
      observations: [{ label: 'Valid to', seen: 'yesterday', healthy: 'in the future' }],
      addresses: ['192.0.2.1'],
      since: ago(7_200),
      lastSeenAt: ago(60),
    });
    await fleet.db.openFinding.createMany({
      data: [finding('b', 1, fleet.locationId), finding('a', 0, fleet.locationId), finding('b', 0, other.id), finding('c', 1, other.id)],
    });
    const host = await readHost(fleet.db, { name: 'dc01', port: null, now });
    expect(host?.findings.map(({ id, location }) => [id, location])).toEqual([
      ['a', 'here'],
      ['b', 'here'],
      ['c', 'there'],
    ]);
    expect(host?.findings[0]).toMatchObject({
      facts: { daysLeft: -1, names: ['a'] },
      observations: [{ seen: 'yesterday' }],
      since: iso(ago(7_200)),
    });
    expect(host?.sameCauseHosts).toEqual(['dc02']);
  });

  it('tells the history of the door: spans and hours oldest first, changes newest first', async () => {
    await registerHosts(fleet.context, { lines: 'dc01\ndc01:389' });
    const key = { endpointId: await fleet.sees('dc01', 636, { verdict: 'healthy' }), locationId: fleet.locationId };
    const elsewhere = { endpointId: await fleet.sees('dc01', 389, { verdict: 'healthy' }), locationId: fleet.locationId };
    const hostId = await fleet.hostId('dc01');
    const { rootCauseSeverity: _, ...cause } = expired;
    await fleet.db.verdictSpan.createMany({
      data: [
        { ...key, verdict: 'healthy', fromAt: ago(600), toAt: null },
        { ...key, verdict: 'critical', ...cause, fromAt: ago(3_600), toAt: ago(700) },
        { ...key, verdict: 'paused', fromAt: ago(700), toAt: ago(600) },
        { ...key, verdict: 'unknown', fromAt: inDays(-100), toAt: inDays(-91) },
        { ...elsewhere, verdict: 'warning', fromAt: ago(600), toAt: null },
      ],
    });
    await fleet.db.change.createMany({
      data: [
        { hostId, endpointId: key.endpointId, locationId: fleet.locationId, at: ago(500), kind: 'certificate', before: 'a', after: 'b' },
        { hostId, at: ago(400), kind: 'configuration', before: 'Site: none', after: 'Site: FRA-1' },
        { hostId, endpointId: elsewhere.endpointId, locationId: fleet.locationId, at: ago(300), kind: 'state' },
      ],
    });
    await fleet.db.hourlyRollup.createMany({
      data: [
        { ...key, hour: ago(3_600), healthy: 3, critical: 1, latencyCount: oneLatency(4) },
        { ...key, hour: ago(7_200), unknown: 2, latencyCount: [] },
      ],
    });
    const host = await readHost(fleet.db, { name: 'dc01', port: 636, now });
    expect(host?.spans.map(({ state, to, cause: cause_ }) => [state, to, cause_])).toEqual([
      ['critical', iso(ago(700)), expiredCause],
      ['maintenance', iso(ago(600)), null],
      ['healthy', null, null],
    ]);
    expect(host?.changes.map(({ kind, before }) => [kind, before])).toEqual([
      ['configuration', 'Site: none'],
      ['certificate', 'a'],
    ]);
    expect(host?.responseHours).toEqual([
      { hour: iso(ago(7_200)), checks: 2, p50Ms: null, p95Ms: null },
      { hour: iso(ago(3_600)), checks: 4, p50Ms: 4, p95Ms: 4.9 },
    ]);
  });
});
