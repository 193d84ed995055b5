import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { certificateRow } from '../certificates/certificate-row.ts';
import type { Transaction } from '../db/client.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import type { Diagnosis } from '../diagnosis/rule.ts';
import { evidenceOfChain, makeRoot } from '../diagnosis/testing/certificate-evidence.ts';
import { makeCertificate, makeEvidence, makeIssuer, probedAt } from '../diagnosis/testing/evidence-factory.ts';
import type { CertificateFacts, Evidence } from '../probe/evidence.ts';
import { notIntendedEvidence } from './not-intended.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { type CheckResult, saveCheck } from './save-check.ts';
import { makeEndpoint, makeLocation, mustClaim, type TestEndpoint } from './testing/fleet.ts';

let test: TestDatabase;
let here: number;
let there: number;
let door: TestEndpoint;

beforeAll(async () => {
  test = await startTestDatabase();
  await ensureCheckPartitions(test.db, probedAt);
  here = (await makeLocation(test.db, 'here', probedAt)).id;
  there = (await makeLocation(test.db, 'there', probedAt)).id;
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.host.deleteMany();
  await test.db.certificate.deleteMany();
  door = await makeDoor('dc01.corp.example');
});

async function makeDoor(name: string, more: { hostId: string; port: number } | null = null): Promise<TestEndpoint> {
  const times = { transport: 'ldaps' as const, intervalSeconds: 300, createdAt: probedAt };
  const made = more
    ? { hostId: more.hostId, endpointId: (await test.db.endpoint.create({ data: { ...more, ...times } })).id }
    : await makeEndpoint(test.db, { name, now: probedAt });
  await test.db.endpointState.createMany({ data: [here, there].map((locationId) => ({ endpointId: made.endpointId, locationId })) });
  return made;
}

const leaf = (letter: string, month = 1, overrides: Partial<CertificateFacts> = {}): CertificateFacts => ({
  ...makeCertificate(),
  sha256: letter.repeat(64),
  notBefore: `2026-${String(month).padStart(2, '0')}-01T00:00:00.000Z`,
  notAfter: `2027-${String(month).padStart(2, '0')}-01T00:00:00.000Z`,
  ...overrides,
});
const issuer = makeIssuer();
const root = makeRoot();
const chainOf = (facts: CertificateFacts) => evidenceOfChain({ sent: [facts, issuer], path: [facts, issuer, root] });
const healthy: Diagnosis = { verdict: 'healthy', unknownBecause: null, findings: [], profile: 'ad-ds', crashed: [] };
/** The anchors of a worker that trusts the root. */
const anchors = {
  bySha256: (sha256: string) =>
    sha256 === root.sha256 ? { sha256, store: 'system', certificate: () => ({ facts: root }) as never } : undefined,
};

let minutes = 0;
async function save(
  { endpointId }: TestEndpoint,
  evidence: Evidence,
  { at = here, ...more }: { at?: number } & Pick<CheckResult, 'anchors'> = { anchors },
): Promise<void> {
  minutes += 1;
  const startedAt = new Date(probedAt.getTime() + minutes * 60_000).toISOString();
  const claimed = await mustClaim(test.db, endpointId, at);
  const result = { checkId: randomUUID(), evidence: { ...evidence, startedAt }, diagnosis: healthy, anchors, ...more };
  expect(await saveCheck(test.db, claimed, result)).toBe('saved');
}

const pathOf = async ({ endpointId }: TestEndpoint, locationId = here) =>
  (await test.db.pathCertificate.findMany({ where: { endpointId, locationId }, orderBy: { depth: 'asc' } })).map(
    ({ sha256, depth, sent }) => ({
      sha256,
      depth,
      sent,
    }),
  );
const certificateOf = (sha256: string) => test.db.certificate.findUniqueOrThrow({ where: { sha256 } });
const linesOf = async (...letters: string[]) =>
  Promise.all(
    letters.map(async (letter) => {
      const { predecessorSha256, lineSha256 } = await certificateOf(letter.repeat(64));
      return [letter, predecessorSha256?.[0] ?? null, lineSha256?.[0] ?? null];
    }),
  );

describe('the path of an endpoint', () => {
  it('is kept up to the anchor that no server sends, and says who is above whom', async () => {
    await save(door, chainOf(leaf('e')));
    expect(await pathOf(door)).toEqual([
      { sha256: leaf('e').sha256, depth: 0, sent: true },
      { sha256: issuer.sha256, depth: 1, sent: true },
      { sha256: root.sha256, depth: 2, sent: false },
    ]);
    expect((await certificateOf(leaf('e').sha256)).issuerSha256).toBe(issuer.sha256);
    expect((await certificateOf(issuer.sha256)).issuerSha256).toBe(root.sha256);
    expect(await certificateOf(root.sha256)).toMatchObject({ issuerSha256: null, name: 'Corp Root CA', isCa: true });
  });

  it('is replaced when other certificates are sent, and stays while an address tells none', async () => {
    await save(door, chainOf(leaf('e')));
    await save(door, evidenceOfChain({ sent: [leaf('f'), issuer], ending: 'issuer-missing' }));
    expect((await pathOf(door)).map(({ sha256 }) => sha256)).toEqual([leaf('f').sha256, issuer.sha256]);
    await save(door, makeEvidence({ attempts: [] }));
    expect(await pathOf(door)).toHaveLength(2);
  });

  it('ends, with all that was served, when LDAPS is not intended any more', async () => {
    await save(door, chainOf(leaf('e')));
    await save(door, notIntendedEvidence(chainOf(leaf('e')).target, { location: 'here', now: probedAt }));
    expect(await pathOf(door)).toEqual([]);
    expect(await test.db.servedCertificate.count({ where: { toAt: null } })).toBe(0);
    await save(door, chainOf(leaf('e')));
    expect(await pathOf(door)).toHaveLength(3);
    expect(await test.db.servedCertificate.count({ where: { toAt: null } })).toBe(2);
  });

  it('names another issuer once the certificate is seen below that', async () => {
    const crossed = makeIssuer({ sha256: 'c'.repeat(64) });
    await save(door, chainOf(leaf('e')));
    await save(door, evidenceOfChain({ sent: [leaf('e'), crossed], path: [leaf('e'), crossed, root] }));
    expect((await certificateOf(leaf('e').sha256)).issuerSha256).toBe(crossed.sha256);
    await save(door, evidenceOfChain({ sent: [leaf('e')], ending: 'issuer-missing' }));
    expect((await certificateOf(leaf('e').sha256)).issuerSha256).toBe(crossed.sha256);
  });

  it('leaves out an anchor whose bytes nobody has', async () => {
    await save(door, chainOf(leaf('e')), { anchors: { bySha256: () => undefined } });
    expect((await pathOf(door)).map(({ sha256 }) => sha256)).toEqual([leaf('e').sha256, issuer.sha256]);
  });

  it('is made up for where an earlier version kept evidence without it, at the next check', async () => {
    await save(door, chainOf(leaf('e', 1)));
    await save(door, chainOf(leaf('f', 2)));
    await test.db.pathCertificate.deleteMany();
    await test.db.certificate.updateMany({ data: { predecessorSha256: null, lineSha256: null, issuerSha256: null } });
    await save(door, chainOf(leaf('f', 2)));
    expect(await pathOf(door)).toHaveLength(3);
    expect(await linesOf('f')).toEqual([['f', 'e', 'e']]);
    expect((await certificateOf(leaf('f').sha256)).issuerSha256).toBe(issuer.sha256);
  });
});

describe('what has not changed', () => {
  it('is not written again, and neither is what other evidence says of the same certificates', async () => {
    await save(door, chainOf(leaf('e')));
    const rows = () => test.db.$queryRaw<unknown[]>`
      SELECT 'certificate', sha256, xmin::text, ctid::text FROM certificates
      UNION ALL SELECT 'path', sha256, xmin::text, ctid::text FROM path_certificates
      UNION ALL SELECT 'served', sha256, xmin::text, ctid::text FROM served_certificates ORDER BY 1, 2, 3`;
    const before = await rows();
    expect(before).toHaveLength(8);
    await save(door, chainOf(leaf('e')));
    const renamed = chainOf(leaf('e'));
    const [attempt] = renamed.attempts;
    if (attempt?.directory.status === 'ok') attempt.directory.data.rootDse = { dnsHostName: ['dc99.corp.example'] };
    await save(door, renamed);
    expect(await rows()).toEqual(before);
  });
});

describe('the line of a certificate', () => {
  it('goes on from the leaf that it replaces at its door', async () => {
    for (const [index, letter] of ['e', 'f', 'd'].entries()) await save(door, chainOf(leaf(letter, index + 1)));
    expect(await linesOf('e', 'f', 'd')).toEqual([
      ['e', null, null],
      ['f', 'e', 'e'],
      ['d', 'f', 'e'],
    ]);
  });

  it('goes on from the leaf of another door of the host, whichever door is looked at first', async () => {
    const other = await makeDoor('', { hostId: door.hostId, port: 3_269 });
    await save(door, chainOf(leaf('e', 2)));
    await save(other, chainOf(leaf('f', 1)));
    expect(await linesOf('e', 'f')).toEqual([
      ['e', 'f', 'f'],
      ['f', null, null],
    ]);
  });

  it('does not go on in a certificate that lacks one of the names', async () => {
    await save(door, chainOf(leaf('e', 1)));
    await save(door, chainOf(leaf('f', 2, { dnsNames: ['dc02.corp.example'] })));
    expect(await linesOf('f')).toEqual([['f', null, null]]);
  });

  it('is one for a wildcard on many hosts that is renewed on one of them first', async () => {
    const wildcard = (letter: string, month: number) => leaf(letter, month, { dnsNames: ['*.corp.example'] });
    const doors = [door, ...(await Promise.all([2, 3, 4].map((number) => makeDoor(`dc0${number}.corp.example`))))];
    for (const one of doors) await save(one, chainOf(wildcard('e', 1)));
    await save(doors[2] ?? door, chainOf(wildcard('f', 2)));
    await Promise.all(doors.filter((_, index) => index !== 2).map((one) => save(one, chainOf(wildcard('f', 2)))));
    for (const one of doors) await save(one, chainOf(wildcard('d', 3)));
    expect(await linesOf('e', 'f', 'd')).toEqual([
      ['e', null, null],
      ['f', 'e', 'e'],
      ['d', 'f', 'e'],
    ]);
  });

  it('takes in the renewals of a certificate whose own predecessor is seen later', async () => {
    const elsewhere = await makeDoor('dc02.corp.example');
    for (const [index, letter] of ['e', 'f'].entries()) await save(elsewhere, chainOf(leaf(letter, index + 2)));
    await save(door, chainOf(leaf('d', 1)));
    await save(door, chainOf(leaf('e', 2)));
    expect(await linesOf('d', 'e', 'f')).toEqual([
      ['d', null, null],
      ['e', 'd', 'd'],
      ['f', 'e', 'd'],
    ]);
  });

  it('stays as it is when a door goes back and forth', async () => {
    for (const letter of ['e', 'f', 'e', 'f']) await save(door, chainOf(leaf(letter, letter === 'e' ? 1 : 2)));
    expect(await linesOf('e', 'f')).toEqual([
      ['e', null, null],
      ['f', 'e', 'e'],
    ]);
  });
});

describe('many checks at once', () => {
  it('save the same certificates from two locations, in any order, without waiting for each other in a circle', async () => {
    const doors = [door, ...(await Promise.all([2, 3, 4, 5, 6].map((number) => makeDoor(`dc0${number}.corp.example`))))];
    for (let round = 0; round < 3; round += 1) {
      const issuers = Array.from({ length: 20 }, (_, index) => makeIssuer({ sha256: String(round * 100 + index).padStart(64, '9') }));
      // At first nobody has kept them; the second looks know them, one above the other in another order.
      const looks = doors.flatMap((one, index) =>
        [here, there].map((at) => {
          const served = leaf('bcdef'[(round + index) % 5] ?? 'b', round + 1);
          const order = issuers.toSorted(() => ((index + at + round) % 2 === 0 ? 1 : -1));
          const turned = [...order.slice(index * 3), ...order.slice(0, index * 3)];
          return { one, at, evidence: evidenceOfChain({ sent: [served, ...turned], path: [served, ...turned, root] }) };
        }),
      );
      await Promise.all(looks.map(({ one, at, evidence }) => save(one, evidence, { at })));
      await Promise.all(
        looks.map(({ one, at }, index) => save(one, looks[(index + 5) % looks.length]?.evidence ?? makeEvidence(), { at })),
      );
    }
    expect(await test.db.pathCertificate.count()).toBe(12 * 22);
  });

  it('add certificates in the order of their key, as everybody does, so that whoever adds the same ones waits and goes on', async () => {
    const [low, middle, high] = [leaf('b'), makeIssuer({ sha256: 'c'.repeat(64) }), makeIssuer({ sha256: 'd'.repeat(64) })];
    const add = (transaction: Transaction, facts: CertificateFacts) =>
      transaction.certificate.createMany({ data: [certificateRow(facts, probedAt)], skipDuplicates: true });
    const someoneWaits = async () =>
      expect(await test.db.$queryRaw`SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'`).toHaveLength(1);
    const saving = await test.db.$transaction(
      async (transaction) => {
        await add(transaction, middle);
        const started = save(door, evidenceOfChain({ sent: [high, middle, low], path: [high, middle, low] }));
        started.catch(() => undefined);
        await vi.waitFor(someoneWaits, { timeout: 5_000, interval: 20 });
        await add(transaction, high);
        return { started };
      },
      { timeout: 15_000 },
    );
    await saving.started;
    expect(await pathOf(door)).toHaveLength(3);
  });

  it('find that one door has the newer certificate, though both doors are looked at for the first time at the same moment', async () => {
    const pairs = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const first = await makeDoor(`pair${index}.corp.example`);
        const dnsNames = [`pair${index}.corp.example`];
        return {
          doors: [first, await makeDoor('', { hostId: first.hostId, port: 3_269 })] as const,
          older: leaf('b', 1, { sha256: `b${index}`.repeat(32), dnsNames }),
          newer: leaf('c', 2, { sha256: `c${index}`.repeat(32), dnsNames }),
        };
      }),
    );
    for (const { doors, older, newer } of pairs) await Promise.all([save(doors[0], chainOf(older)), save(doors[1], chainOf(newer))]);
    const found = await test.db.certificate.findMany({ where: { predecessorSha256: { not: null } }, orderBy: { sha256: 'asc' } });
    expect(found.map(({ sha256, predecessorSha256 }) => [sha256, predecessorSha256])).toEqual(
      pairs.map(({ older, newer }) => [newer.sha256, older.sha256]),
    );
  });
});
