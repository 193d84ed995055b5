import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { noKnowledge } from '../diagnosis/knowledge.ts';
import { defaultSubject } from '../diagnosis/subject.ts';
import { makeAttempt, makeCertificate, makeEvidence } from '../diagnosis/testing/evidence-factory.ts';
import type { Evidence } from '../probe/evidence.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { createKnowledgeSource } from './read-knowledge.ts';
import { saveCheck } from './save-check.ts';
import { makeLocation, mustClaim, type TestEndpoint } from './testing/fleet.ts';

const start = new Date('2026-03-01T12:00:00.000Z');
let test: TestDatabase;
let locationId: number;

beforeAll(async () => {
  test = await startTestDatabase();
  locationId = (await makeLocation(test.db, 'here', start)).id;
  await ensureCheckPartitions(test.db, start);
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.host.deleteMany();
  await test.db.domain.deleteMany();
  await test.db.certificate.deleteMany();
});

const fingerprint = (letter: string) => letter.repeat(64);
const certificate = (letter: string, key = letter) =>
  makeCertificate({ sha256: fingerprint(letter), publicKeySha256: fingerprint(key), subject: `CN=${letter}` });

async function makeDoor(name: string, port = 636, input: { profile?: string; hostId?: string } = {}): Promise<TestEndpoint> {
  await test.db.domain.createMany({ data: [{ name: 'corp.test' }], skipDuplicates: true });
  const { id: domainId } = await test.db.domain.findUniqueOrThrow({ where: { name: 'corp.test' } });
  const times = { createdAt: start, updatedAt: start };
  const { id: hostId } = input.hostId
    ? { id: input.hostId }
    : await test.db.host.create({ data: { name, domainId, profile: input.profile ?? null, ...times }, select: { id: true } });
  const endpoint = await test.db.endpoint.create({
    data: { hostId, port, transport: 'ldaps', intervalSeconds: 300, createdAt: start, states: { create: { locationId } } },
    select: { id: true },
  });
  return { hostId, endpointId: endpoint.id };
}

/** What a look sees: one leaf per address, null where an address sends none. */
function seeing(atSeconds: number, ...leaves: (ReturnType<typeof certificate> | null)[]): Evidence {
  const attempts = leaves.map((leaf, index) => {
    const attempt = makeAttempt({ address: `192.0.2.${10 + index}` });
    if (leaf === null) attempt.certificate = { status: 'skipped', because: 'no certificate was received' };
    else if (attempt.certificate.status === 'ok') attempt.certificate.data.sent = [leaf];
    return attempt;
  });
  return makeEvidence({ attempts, startedAt: new Date(start.getTime() + atSeconds * 1_000).toISOString() });
}

const knowledgeOf = async ({ hostId, endpointId }: TestEndpoint, evidence: Evidence) => {
  const { domainId } = await test.db.host.findUniqueOrThrow({ where: { id: hostId } });
  return createKnowledgeSource(test.db).read({ hostId, endpointId, locationId, domainId }, evidence);
};
async function save({ endpointId }: TestEndpoint, evidence: Evidence): Promise<void> {
  const diagnosis = diagnose(evidence, { subject: defaultSubject, now: start });
  await saveCheck(test.db, await mustClaim(test.db, endpointId, locationId), { checkId: randomUUID(), evidence, diagnosis });
}

describe('what is known of a door', () => {
  it('is nothing before anything was saved', async () => {
    const door = await makeDoor('dc1.corp.test');
    expect(await knowledgeOf(door, seeing(0, certificate('a')))).toEqual(noKnowledge);
  });

  it('is the leaf before the present one, from the very look that sees the change and ever after', async () => {
    const door = await makeDoor('dc1.corp.test');
    await save(door, seeing(0, certificate('a')));
    expect((await knowledgeOf(door, seeing(100, certificate('a')))).formerLeaf).toBeNull();
    const changed = seeing(300, certificate('b'));
    const former = { sha256: fingerprint('a'), subject: 'CN=a', changedAt: changed.startedAt };
    expect((await knowledgeOf(door, changed)).formerLeaf).toMatchObject(former);
    await save(door, changed);
    expect((await knowledgeOf(door, seeing(900, certificate('b')))).formerLeaf).toMatchObject(former);
    await save(door, seeing(1_200, certificate('c')));
    expect((await knowledgeOf(door, seeing(1_300, certificate('c')))).formerLeaf).toMatchObject({ sha256: fingerprint('b') });
  });

  it('calls no leaf a former one that an address which told nothing may still serve', async () => {
    const door = await makeDoor('dc1.corp.test');
    await save(door, seeing(0, certificate('a'), certificate('b')));
    expect((await knowledgeOf(door, seeing(300, certificate('a'), null))).formerLeaf).toBeNull();
    expect((await knowledgeOf(door, seeing(300, certificate('a'), certificate('a')))).formerLeaf).toMatchObject({
      sha256: fingerprint('b'),
    });
  });

  it('is the leaf of the other doors of the host, when it was seen', async () => {
    const door = await makeDoor('dc1.corp.test');
    const other = await makeDoor('dc1.corp.test', 3_269, { hostId: door.hostId });
    const seen = seeing(0, certificate('a'));
    await save(other, seen);
    await save(other, seeing(600, null));
    expect((await knowledgeOf(door, seeing(900, certificate('b')))).otherDoors).toMatchObject([
      { port: 3_269, transport: 'ldaps', lookedAt: seen.startedAt, leaf: { sha256: fingerprint('a') } },
    ]);
    expect((await knowledgeOf(other, seeing(900, certificate('b')))).otherDoors).toEqual([]);
  });

  it('is read too when a certificate names a year that few can read', async () => {
    const door = await makeDoor('dc1.corp.test');
    const other = await makeDoor('dc1.corp.test', 3_269, { hostId: door.hostId });
    const odd = { ...certificate('a'), notBefore: '0000-01-01T00:00:00.000Z', notAfter: '9999-12-31T23:59:59.000Z' };
    await save(other, seeing(0, odd));
    expect((await knowledgeOf(door, seeing(300, certificate('b')))).otherDoors).toMatchObject([
      { leaf: { notBefore: null, notAfter: '9999-12-31T23:59:59.000Z' } },
    ]);
  });

  it('is who else serves its key now, whichever certificate it is in', async () => {
    const doors = await Promise.all(['dc1', 'dc2', 'dc3', 'dc4'].map((name) => makeDoor(`${name}.corp.test`)));
    const [door, sameCertificate, sameKey, earlier] = doors;
    if (!door || !sameCertificate || !sameKey || !earlier) throw new Error('There are four.');
    await save(door, seeing(0, certificate('a', 'k')));
    await save(sameCertificate, seeing(0, certificate('a', 'k')));
    await save(sameKey, seeing(0, certificate('b', 'k')));
    await save(earlier, seeing(0, certificate('a', 'k')));
    await save(earlier, seeing(300, certificate('c')));
    expect((await knowledgeOf(door, seeing(300, certificate('a', 'k')))).hostsWithSameKey).toEqual(['dc2.corp.test', 'dc3.corp.test']);
    expect((await knowledgeOf(door, seeing(300, certificate('d')))).hostsWithSameKey).toEqual([]);
  });

  it('is which hosts of its domain are domain controllers, by hand or by what they showed', async () => {
    const byHand = await makeDoor('dc1.corp.test', 636, { profile: 'ad-ds' });
    const shown = await makeDoor('dc2.corp.test');
    const overruled = await makeDoor('dc3.corp.test', 636, { profile: 'ldap' });
    await makeDoor('dc4.corp.test');
    for (const { endpointId } of [shown, overruled])
      await test.db.endpointState.updateMany({ where: { endpointId }, data: { detectedProfile: 'ad-ds' } });
    expect((await knowledgeOf(byHand, seeing(0, certificate('a')))).domainControllers).toEqual(['dc1.corp.test', 'dc2.corp.test']);
  });

  it('is whether the DNS servers outside, where its domain names any, were asked for its name at all', async () => {
    const door = await makeDoor('dc1.corp.test');
    await test.db.domain.updateMany({ data: { externalResolvers: ['192.0.2.53'] } });
    expect(await knowledgeOf(door, seeing(0, certificate('a')))).toMatchObject({ outsideIsUnasked: true });
    const answer = { hostId: door.hostId, askedAt: start, addresses: [], failure: 'resolver-timeout' };
    await test.db.nameAnswer.create({ data: { ...answer, resolver: '10.0.0.1', side: 'internal' } });
    expect(await knowledgeOf(door, seeing(0, certificate('a')))).toMatchObject({ outsideIsUnasked: true });
    await test.db.nameAnswer.create({ data: { ...answer, resolver: '192.0.2.53', side: 'external' } });
    expect(await knowledgeOf(door, seeing(0, certificate('a')))).toMatchObject({ outsideIsUnasked: false });
  });

  it('takes one statement, and two once a minute for each domain', async () => {
    const doors = [await makeDoor('dc1.corp.test'), await makeDoor('dc2.corp.test')];
    let statements = 0;
    const counting = test.db.$extends({
      query: {
        $queryRaw: ({ args, query }) => {
          statements += 1;
          return query(args);
        },
      },
    });
    const source = createKnowledgeSource(counting as never);
    const { domainId } = await test.db.host.findFirstOrThrow();
    for (const door of doors) await source.read({ ...door, locationId, domainId }, seeing(0, certificate('a')));
    expect(statements).toBe(3);
  });
});
