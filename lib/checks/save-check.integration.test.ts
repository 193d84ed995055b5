import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import type { Diagnosis, Finding, Verdict } from '../diagnosis/rule.ts';
import { failedConnect, makeAttempt, makeCertificate, makeEvidence, makeIssuer, probedAt } from '../diagnosis/testing/evidence-factory.ts';
import type { Evidence } from '../probe/evidence.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { saveCheck } from './save-check.ts';
import { makeEndpoint, makeLocation, mustClaim, type TestEndpoint } from './testing/fleet.ts';

let test: TestDatabase;
let locationId: number;
let endpoint: TestEndpoint;

beforeAll(async () => {
  test = await startTestDatabase();
  await ensureCheckPartitions(test.db, probedAt);
  locationId = (await makeLocation(test.db, 'berlin', probedAt)).id;
});
afterAll(() => test.stop());
beforeEach(async () => {
  endpoint = await makeEndpoint(test.db, { name: `dc-${randomUUID()}.corp.example`, now: probedAt });
  await test.db.endpointState.create({ data: { endpointId: endpoint.endpointId, locationId, nextDueAt: probedAt } });
});

const minutesLater = (minutes: number): string => new Date(probedAt.getTime() + minutes * 60_000).toISOString();

const finding = (id: string, overrides: Partial<Finding> = {}): Finding => ({
  id,
  no: 202,
  stage: 'connect',
  severity: 'critical',
  confidence: 'certain',
  title: `Title of ${id}`,
  summary: `Summary of ${id}.`,
  facts: { port: 636 },
  observations: [{ label: 'Port', seen: 'refused', healthy: 'open' }],
  addresses: ['192.0.2.10'],
  ...overrides,
});

const diagnosisOf = (verdict: Verdict, ...findings: Finding[]): Diagnosis => ({
  verdict,
  unknownBecause: null,
  findings,
  profile: 'ad-ds',
  crashed: [],
});

async function check(evidence: Evidence, diagnosis: Diagnosis = diagnosisOf('healthy')): Promise<string> {
  const claimed = await mustClaim(test.db, endpoint.endpointId, locationId);
  return saveCheck(test.db, claimed, { checkId: randomUUID(), evidence, diagnosis });
}

const refused = (startedAt: string): Evidence =>
  makeEvidence({ startedAt, attempts: [{ ...makeAttempt(), ...failedConnect('refused', { systemCode: 'ECONNREFUSED' }) }] });

const where = () => ({ endpointId: endpoint.endpointId });
const state = () => test.db.endpointState.findFirstOrThrow({ where: where() });

/** Everything that the tables hold about the endpoint. */
async function everything(): Promise<unknown> {
  const { db } = test;
  return Promise.all([
    state(),
    db.check.findMany({ where: where() }),
    db.evidence.findMany({ where: where() }),
    db.servedCertificate.findMany({ where: where() }),
    db.openFinding.findMany({ where: where() }),
    db.verdictSpan.findMany({ where: where() }),
    db.hourlyRollup.findMany({ where: where() }),
    db.change.findMany({ where: where() }),
    db.certificate.count(),
  ]);
}

describe('saving a check', () => {
  it('keeps the check, its evidence, certificates, findings, span, roll-up and state', async () => {
    expect(await check(makeEvidence(), diagnosisOf('warning', finding('expiring', { severity: 'warning' })))).toBe('saved');
    expect(await state()).toMatchObject({
      verdict: 'warning',
      verdictSince: probedAt,
      confirmedVerdict: null,
      confirming: true,
      rootCauseId: 'expiring',
      summary: 'Summary of expiring.',
      leafSha256: makeCertificate().sha256,
      leafNotAfter: new Date('2027-06-01T00:00:00.000Z'),
      addresses: ['192.0.2.10'],
      tlsVersion: 'TLSv1.3',
      detectedProfile: 'ad-ds',
      lastStartedAt: probedAt,
      claimToken: null,
      claimedUntil: null,
    });
    expect(await test.db.check.findMany({ where: where() })).toMatchObject([{ verdict: 'warning', findingIds: ['expiring'], totalMs: 12 }]);
    expect((await test.db.evidence.findFirstOrThrow({ where: where() })).document).toEqual(makeEvidence());
    expect(await test.db.servedCertificate.findMany({ where: { ...where(), toAt: null } })).toHaveLength(2);
    expect(await test.db.openFinding.findMany({ where: where() })).toMatchObject([{ findingId: 'expiring', rank: 0, since: probedAt }]);
    expect(await test.db.verdictSpan.findMany({ where: where() })).toMatchObject([{ verdict: 'warning', fromAt: probedAt, toAt: null }]);
    const [rollup] = await test.db.hourlyRollup.findMany({ where: where() });
    expect(rollup).toMatchObject({ hour: probedAt, warning: 1, healthy: 0 });
    expect(rollup?.latencyCount.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await test.db.host.findUnique({ where: { id: endpoint.hostId } })).toMatchObject({ siteDetected: 'Berlin' });
    expect(await test.db.change.count({ where: where() })).toBe(0);
  });

  it('changes nothing when the same check is saved twice', async () => {
    const claimed = await mustClaim(test.db, endpoint.endpointId, locationId);
    const result = { checkId: randomUUID(), evidence: makeEvidence(), diagnosis: diagnosisOf('critical', finding('port-refused')) };
    expect(await saveCheck(test.db, claimed, result)).toBe('saved');
    const before = await everything();
    expect(await saveCheck(test.db, claimed, result)).toBe('repeated');
    expect(await everything()).toEqual(before);
  });

  it('keeps nothing at all when one part cannot be kept', async () => {
    const before = await everything();
    const impossible = finding('port-refused', { severity: 'fatal' as Finding['severity'] });
    await expect(check(makeEvidence(), diagnosisOf('critical', impossible))).rejects.toThrow();
    const { claimToken, claimedUntil, ...after } = await state();
    expect(claimToken).not.toBeNull();
    expect(claimedUntil).not.toBeNull();
    await test.db.endpointState.updateMany({ where: where(), data: { claimToken: null, claimedUntil: null } });
    expect(after.verdict).toBeNull();
    expect(await everything()).toEqual(before);
  });

  it('keeps nothing when the claim was lost meanwhile', async () => {
    const claimed = await mustClaim(test.db, endpoint.endpointId, locationId);
    await test.db.endpointState.updateMany({ where: where(), data: { claimToken: randomUUID() } });
    const result = { checkId: randomUUID(), evidence: makeEvidence(), diagnosis: diagnosisOf('healthy') };
    expect(await saveCheck(test.db, claimed, result)).toBe('superseded');
    expect(await test.db.check.count({ where: where() })).toBe(0);
  });

  it('keeps nothing when the host was paused or removed meanwhile', async () => {
    const claimed = await mustClaim(test.db, endpoint.endpointId, locationId);
    const result = { checkId: randomUUID(), evidence: makeEvidence(), diagnosis: diagnosisOf('healthy') };
    await test.db.host.update({ where: { id: endpoint.hostId }, data: { pausedAt: probedAt } });
    expect(await saveCheck(test.db, claimed, result)).toBe('superseded');
    await test.db.host.delete({ where: { id: endpoint.hostId } });
    expect(await saveCheck(test.db, claimed, result)).toBe('superseded');
  });

  it('stores evidence only when it differs in more than times and counters', async () => {
    await check(makeEvidence());
    const again = makeEvidence({ startedAt: minutesLater(5), totalMs: 99, attempts: [makeAttempt({ connect: { status: 'ok', ms: 40 } })] });
    await check(again);
    expect(await test.db.evidence.count({ where: where() })).toBe(1);
    expect(await state()).toMatchObject({ timings: { totalMs: 99, startedAt: minutesLater(5) } });
    await check(refused(minutesLater(10)), diagnosisOf('critical', finding('port-refused')));
    expect(await test.db.evidence.count({ where: where() })).toBe(2);
    const good = (await state()).lastGoodEvidenceId;
    expect(good).not.toBe((await state()).evidenceId);
    await check(makeEvidence({ startedAt: minutesLater(15) }));
    expect(await test.db.evidence.count({ where: where() })).toBe(2);
    expect((await state()).evidenceId).toBe(good);
  });

  it('opens a span when verdict or cause changes and lets it run on otherwise', async () => {
    await check(makeEvidence());
    await check(makeEvidence({ startedAt: minutesLater(5) }));
    await check(refused(minutesLater(10)), diagnosisOf('critical', finding('port-refused')));
    await check(refused(minutesLater(15)), diagnosisOf('critical', finding('port-refused')));
    await check(makeEvidence({ startedAt: minutesLater(20) }), diagnosisOf('critical', finding('expired')));
    const spans = await test.db.verdictSpan.findMany({ where: where(), orderBy: { fromAt: 'asc' } });
    expect(spans.map((span) => [span.verdict, span.rootCauseId, span.fromAt.toISOString(), span.toAt?.toISOString() ?? null])).toEqual([
      ['healthy', null, minutesLater(0), minutesLater(10)],
      ['critical', 'port-refused', minutesLater(10), minutesLater(20)],
      ['critical', 'expired', minutesLater(20), null],
    ]);
    expect(await state()).toMatchObject({ verdictSince: new Date(minutesLater(10)), confirmedVerdict: 'critical', confirming: false });
  });

  it('ends the span of a pause with the first check after it', async () => {
    await test.db.verdictSpan.create({ data: { ...where(), locationId, verdict: 'paused', fromAt: probedAt } });
    await check(makeEvidence({ startedAt: minutesLater(5) }));
    const spans = await test.db.verdictSpan.findMany({ where: where(), orderBy: { fromAt: 'asc' } });
    expect(spans.map((span) => [span.verdict, span.toAt?.toISOString() ?? null])).toEqual([
      ['paused', minutesLater(5)],
      ['healthy', null],
    ]);
  });

  it('keeps since when a finding that stays was first seen, and drops those that are gone', async () => {
    await check(makeEvidence(), diagnosisOf('critical', finding('expired'), finding('weak-key')));
    await check(makeEvidence({ startedAt: minutesLater(5) }), diagnosisOf('critical', finding('wrong-name'), finding('expired')));
    const findings = await test.db.openFinding.findMany({ where: where(), orderBy: { rank: 'asc' } });
    expect(findings.map((one) => [one.findingId, one.since.toISOString(), one.lastSeenAt.toISOString()])).toEqual([
      ['wrong-name', minutesLater(5), minutesLater(5)],
      ['expired', minutesLater(0), minutesLater(5)],
    ]);
  });

  it('notes a new certificate, other addresses, another TLS version and a changed state, and who served what until when', async () => {
    await check(makeEvidence());
    const renewed = makeCertificate({ sha256: 'c'.repeat(64) });
    const attempt = makeAttempt({ address: '192.0.2.11', handshake: { status: 'ok', data: { protocol: 'TLSv1.2' } } });
    if (attempt.certificate.status === 'ok') attempt.certificate.data.sent = [renewed, makeIssuer()];
    await check(
      makeEvidence({
        startedAt: minutesLater(5),
        resolve: { status: 'ok', data: { addresses: [{ address: '192.0.2.11', family: 4 }] } },
        attempts: [attempt],
      }),
      diagnosisOf('warning', finding('expiring')),
    );
    const changes = await test.db.change.findMany({ where: where(), orderBy: { id: 'asc' } });
    expect(changes.map(({ kind, before, after }) => [kind, before, after])).toEqual([
      ['certificate', makeCertificate().sha256, renewed.sha256],
      ['addresses', '192.0.2.10', '192.0.2.11'],
      ['tls-version', 'TLSv1.3', 'TLSv1.2'],
      ['state', 'healthy', 'warning'],
    ]);
    const served = await test.db.servedCertificate.findMany({ where: { ...where(), isLeaf: true }, orderBy: { fromAt: 'asc' } });
    expect(served.map((one) => [one.sha256, one.toAt?.toISOString() ?? null])).toEqual([
      [makeCertificate().sha256, minutesLater(5)],
      [renewed.sha256, null],
    ]);
  });

  it('keeps what was known of the certificate while the server cannot be reached', async () => {
    await check(makeEvidence());
    await check(refused(minutesLater(5)), diagnosisOf('critical', finding('port-refused')));
    expect(await state()).toMatchObject({ leafSha256: makeCertificate().sha256, tlsVersion: 'TLSv1.3', verdict: 'critical' });
    expect(await test.db.servedCertificate.count({ where: { ...where(), toAt: null } })).toBe(2);
  });

  it('adds up an hour’s checks and response times', async () => {
    for (let minute = 0; minute < 60; minute += 10) await check(makeEvidence({ startedAt: minutesLater(minute) }));
    await check(refused(minutesLater(59)), diagnosisOf('critical', finding('port-refused')));
    await check(makeEvidence({ startedAt: minutesLater(60) }));
    const rollups = await test.db.hourlyRollup.findMany({ where: where(), orderBy: { hour: 'asc' } });
    expect(rollups.map(({ hour, healthy, critical }) => [hour.toISOString(), healthy, critical])).toEqual([
      [minutesLater(0), 6, 1],
      [minutesLater(60), 1, 0],
    ]);
    expect(rollups[0]?.latencyCount.reduce((sum, count) => sum + count, 0)).toBe(6);
  });

  it('stores what a hostile server says, whatever characters it is made of', async () => {
    const attempt = makeAttempt();
    if (attempt.directory.status === 'ok') attempt.directory.data.rootDse = { 'vendor\0Name': ['a\0b \ud800'] };
    await expect(check(makeEvidence({ attempts: [attempt] }))).resolves.toBe('saved');
  });

  it('tells browsers which host changed, with the revision of its row', async () => {
    const client = new pg.Client({ connectionString: test.url });
    await client.connect();
    try {
      await client.query('LISTEN port636_live');
      const heard = new Promise<string>((resolve) => client.once('notification', ({ payload }) => resolve(payload ?? '')));
      await check(makeEvidence());
      const host = await test.db.host.findUniqueOrThrow({ where: { id: endpoint.hostId } });
      expect(JSON.parse(await heard)).toEqual({ type: 'host', revision: String((await state()).revision), name: host.name });
    } finally {
      await client.end();
    }
  });
});
