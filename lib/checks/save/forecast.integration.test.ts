import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { diagnose } from '../../diagnosis/diagnose.ts';
import { noKnowledge } from '../../diagnosis/knowledge.ts';
import type { Subject } from '../../diagnosis/rule.ts';
import { defaultSubject } from '../../diagnosis/subject.ts';
import { failedConnect, makeAttempt, makeCertificate, makeEvidence, probedAt } from '../../diagnosis/testing/evidence-factory.ts';
import type { Evidence } from '../../probe/evidence.ts';
import { ensureCheckPartitions } from '../partitions.ts';
import { saveCheck } from '../save-check.ts';
import { makeEndpoint, makeLocation, mustClaim, type TestEndpoint } from '../testing/fleet.ts';

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

const minutesLater = (minutes: number): Date => new Date(probedAt.getTime() + minutes * 60_000);

/** A check with everything that belongs to it, as a worker saves it. */
async function check(minutes: number, evidence: Partial<Evidence> = {}, subject: Partial<Subject> = {}, isForecast = true): Promise<void> {
  const seen = makeEvidence({ ...evidence, startedAt: minutesLater(minutes).toISOString() } as Parameters<typeof makeEvidence>[0]);
  const judgedWith = { subject: { ...defaultSubject, ...subject }, knowledge: noKnowledge, now: minutesLater(minutes) };
  const claimed = await mustClaim(test.db, endpoint.endpointId, locationId);
  const result = { checkId: randomUUID(), evidence: seen, diagnosis: diagnose(seen, judgedWith) };
  expect(await saveCheck(test.db, claimed, isForecast ? { ...result, judgedWith } : result)).toBe('saved');
}

const where = () => ({ endpointId: endpoint.endpointId });
const steps = () => test.db.forecastStep.findMany({ where: where(), orderBy: { fromAt: 'asc' } });
const key = async () => (await test.db.endpointState.findFirstOrThrow({ where: where() })).forecastKey;

describe('the forecast that a check keeps', () => {
  it('tells from now on when the verdict changes, and by which certificate', async () => {
    await check(0);
    expect((await steps()).map(({ fromAt, verdict, findingId, sha256 }) => [fromAt.toISOString(), verdict, findingId, sha256])).toEqual([
      [probedAt.toISOString(), 'healthy', null, null],
      ['2027-05-02T00:00:00.001Z', 'warning', 'certificate-expiring', makeCertificate().sha256],
      ['2027-05-25T00:00:00.001Z', 'critical', 'certificate-expiring', makeCertificate().sha256],
      ['2027-06-01T00:00:00.001Z', 'critical', 'certificate-expired', makeCertificate().sha256],
    ]);
    // The verdict turned critical a week before the end, and was so ever since.
    expect((await steps()).map(({ turnedAt, turnedSha256 }) => [turnedAt.toISOString(), turnedSha256])).toEqual([
      [probedAt.toISOString(), null],
      ['2027-05-02T00:00:00.001Z', makeCertificate().sha256],
      ['2027-05-25T00:00:00.001Z', makeCertificate().sha256],
      ['2027-05-25T00:00:00.001Z', makeCertificate().sha256],
    ]);
  });

  it('stays as it is while the same is seen, whenever that is', async () => {
    await check(0);
    const [first, known] = [await steps(), await key()];
    await check(5);
    expect(await steps()).toEqual(first);
    expect(await key()).toBe(known);
  });

  it('is made anew when the windows in force change', async () => {
    await check(0);
    const known = await key();
    await check(5, {}, { expiryWindows: { warningDays: 10, warningShare: 1, criticalDays: 2, criticalShare: 1 } });
    expect((await steps()).map(({ fromAt }) => fromAt.toISOString())).toEqual([
      minutesLater(5).toISOString(),
      '2027-05-22T00:00:00.001Z',
      '2027-05-30T00:00:00.001Z',
      '2027-06-01T00:00:00.001Z',
    ]);
    expect(await key()).not.toBe(known);
  });

  it('is one step, and none of a certificate, once the server is not reached', async () => {
    await check(0);
    await check(5, { attempts: [{ ...makeAttempt(), ...failedConnect('refused', { systemCode: 'ECONNREFUSED' }) }] });
    expect((await steps()).map(({ fromAt, verdict, findingId }) => [fromAt, verdict, findingId])).toEqual([
      [minutesLater(5), 'critical', 'port-closed'],
    ]);
  });

  it('goes when a check brings none, as the old one would not be true any more', async () => {
    await check(0);
    await check(5, {}, {}, false);
    expect(await steps()).toEqual([]);
    expect(await key()).toBeNull();
  });
});
