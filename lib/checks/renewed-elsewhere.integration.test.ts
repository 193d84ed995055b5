import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { defaultSubject } from '../diagnosis/subject.ts';
import { makeAttempt, makeCertificate, makeEvidence } from '../diagnosis/testing/evidence-factory.ts';
import type { CertificateFacts } from '../probe/evidence.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { createKnowledgeSource } from './read-knowledge.ts';
import { saveCheck } from './save-check.ts';
import { makeEndpoint, makeLocation, mustClaim, type TestEndpoint } from './testing/fleet.ts';

const start = new Date('2026-11-01T12:00:00.000Z');
const minute = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
let test: TestDatabase;
let locationId: number;
let door: TestEndpoint;
let other: TestEndpoint;

beforeAll(async () => {
  test = await startTestDatabase();
  locationId = (await makeLocation(test.db, 'here', start)).id;
  await ensureCheckPartitions(test.db, start);
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.renewalPlan.deleteMany();
  await test.db.host.deleteMany();
  await test.db.certificate.deleteMany();
  door = await makeDoor('dc01.corp.example', 636);
  other = await makeDoor('dc01.corp.example', 3_269, door.hostId);
});

async function makeDoor(name: string, port: number, hostId?: string): Promise<TestEndpoint> {
  const times = { createdAt: start, intervalSeconds: 300, transport: 'ldaps' as const };
  const made = hostId
    ? { hostId, endpointId: (await test.db.endpoint.create({ data: { hostId, port, ...times } })).id }
    : await makeEndpoint(test.db, { name, port, now: start });
  await test.db.endpointState.create({ data: { endpointId: made.endpointId, locationId } });
  return made;
}

const leaf = (letter: string, overrides: Partial<CertificateFacts> = {}): CertificateFacts => ({
  ...makeCertificate(),
  sha256: letter.repeat(64),
  publicKeySha256: letter.repeat(64),
  ...overrides,
});
const former = leaf('a');
const renewal = leaf('b', { notBefore: '2026-10-20T00:00:00.000Z', notAfter: '2027-10-20T00:00:00.000Z' });

/** Looks at a door that serves this leaf, as a worker does, and keeps the result. Returns the ids of the findings. */
async function look({ hostId, endpointId }: TestEndpoint, served: CertificateFacts, atMinute: number): Promise<string[]> {
  const attempt = makeAttempt();
  if (attempt.certificate.status === 'ok') attempt.certificate.data.sent = [served];
  const evidence = makeEvidence({ attempts: [attempt], startedAt: minute(atMinute).toISOString() });
  const knowledge = await createKnowledgeSource(test.db).read({ hostId, endpointId, locationId, domainId: null }, evidence);
  const diagnosis = diagnose(evidence, { subject: defaultSubject, knowledge, now: minute(atMinute) });
  await saveCheck(test.db, await mustClaim(test.db, endpointId, locationId), { checkId: randomUUID(), evidence, diagnosis });
  return diagnosis.findings.map(({ id }) => id);
}

const finding = 'renewed-but-not-served';

describe('a certificate that was renewed at one door', () => {
  it('is awaited at the other from the next look on, until that follows', async () => {
    expect(await look(door, former, 0)).not.toContain(finding);
    expect(await look(other, former, 1)).not.toContain(finding);
    expect(await look(door, renewal, 10)).not.toContain(finding);
    expect(await look(other, former, 11)).toContain(finding);
    expect(await test.db.openFinding.findFirstOrThrow({ where: { endpointId: other.endpointId, findingId: finding } })).toMatchObject({
      facts: { announcedSha256: renewal.sha256, announcedAt: minute(10).toISOString(), sha256: former.sha256 },
    });
    expect(await look(other, renewal, 20)).not.toContain(finding);
    expect(await look(door, renewal, 21)).not.toContain(finding);
  });

  it('is awaited where the doors were first seen with one each, whichever came first', async () => {
    await look(door, renewal, 0);
    await look(other, former, 1);
    expect(await look(other, former, 2)).toContain(finding);
  });

  it('is awaited at other hosts that serve the same certificate', async () => {
    const elsewhere = await makeDoor('dc02.corp.example', 636);
    for (const [index, one] of [door, elsewhere].entries()) await look(one, former, index);
    await look(door, renewal, 10);
    expect(await look(elsewhere, former, 11)).toContain(finding);
  });

  it('is awaited too when it was renewed twice and its first renewal has ended', async () => {
    const brief = leaf('c', { notBefore: '2026-06-02T00:00:00.000Z', notAfter: '2027-06-02T00:00:00.000Z' });
    for (const [index, one] of [door, other].entries()) await look(one, former, index);
    await look(door, brief, 10);
    await look(door, renewal, 20);
    await test.db.servedCertificate.deleteMany({ where: { sha256: brief.sha256 } });
    expect(await look(other, former, 21)).toContain(finding);
  });

  it('is not awaited any more once the door that had it went back, and its plan was given up', async () => {
    await look(door, former, 0);
    await look(other, former, 1);
    await look(door, renewal, 10);
    expect(await look(other, former, 11)).toContain(finding);
    await look(door, former, 20);
    // Whoever plans the renewal still waits for it.
    expect(await look(other, former, 21)).toContain(finding);
    await test.db.renewalPlan.updateMany({ data: { state: 'cancelled', closedAt: minute(22) } });
    expect(await look(other, former, 23)).not.toContain(finding);
    await look(door, renewal, 30);
    expect(await look(other, former, 31)).toContain(finding);
  });

  it('is not awaited where it lacks a name of the one that is served', async () => {
    const narrower = { ...renewal, dnsNames: ['dc01.corp.test'], subject: 'CN=dc01.corp.test' };
    for (const [index, one] of [door, other].entries()) await look(one, former, index);
    await look(door, narrower, 10);
    expect(await look(other, former, 11)).not.toContain(finding);
  });
});

describe('a renewal plan', () => {
  const plan = (successorSha256: string, closedAt: Date | null = null) => ({
    sha256: former.sha256,
    state: 'issued' as const,
    successorSha256,
    issuedAt: minute(5),
    createdBy: 'admin',
    createdAt: start,
    updatedAt: start,
    closedAt,
    doors: { create: { endpointId: door.endpointId } },
  });
  beforeEach(async () => {
    await look(door, former, 0);
    const elsewhere = await makeDoor('test.corp.example', 636);
    await look(elsewhere, renewal, 1);
  });

  it('announces its new certificate at its doors from when it was issued, and at no others', async () => {
    await test.db.renewalPlan.create({ data: plan(renewal.sha256) });
    expect(await look(door, former, 4)).not.toContain(finding);
    expect(await look(door, former, 6)).toContain(finding);
    expect(await look(other, former, 6)).not.toContain(finding);
  });

  it('announces nothing once it is closed', async () => {
    await test.db.renewalPlan.create({ data: plan(renewal.sha256, minute(5)) });
    expect(await look(door, former, 6)).not.toContain(finding);
  });
});
