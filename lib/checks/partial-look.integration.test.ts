import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { evidenceOf, makeAttempt, makeCertificate, probedAt } from '../diagnosis/testing/evidence-factory.ts';
import type { Attempt, Evidence } from '../probe/evidence.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { saveCheck } from './save-check.ts';
import { makeEndpoint, makeLocation, mustClaim } from './testing/fleet.ts';

let test: TestDatabase;
let locationId: number;
let endpointId: string;

beforeAll(async () => {
  test = await startTestDatabase();
  for (const time of [probedAt, new Date(probedAt.getTime() + 40 * 86_400_000)]) await ensureCheckPartitions(test.db, time);
  locationId = (await makeLocation(test.db, 'berlin', probedAt)).id;
});
afterAll(() => test.stop());
beforeEach(async () => {
  ({ endpointId } = await makeEndpoint(test.db, { name: `dc-${randomUUID()}.corp.example`, now: probedAt }));
  await test.db.endpointState.create({ data: { endpointId, locationId } });
});

const soon = '2026-12-24T00:00:00.000Z';
const later = '2027-12-24T00:00:00.000Z';

function serving(address: string, sha256: string, notAfter: string, protocol = 'TLSv1.3'): Attempt {
  const attempt = makeAttempt({ address, family: address.includes(':') ? 6 : 4, handshake: { status: 'ok', data: { protocol } } });
  if (attempt.certificate.status === 'ok') attempt.certificate.data.sent = [makeCertificate({ sha256: sha256.repeat(64), notAfter })];
  return attempt;
}
const old = serving('192.0.2.10', 'c', later);
const overIpv6 = serving('2001:db8::10', 'd', soon, 'TLSv1.2');

async function check(minute: number, attempts: Attempt[], unanswered: ('A' | 'AAAA')[] = []): Promise<void> {
  const evidence: Evidence = { ...evidenceOf(...attempts), startedAt: new Date(probedAt.getTime() + minute * 60_000).toISOString() };
  if (evidence.resolve.status === 'ok') evidence.resolve.data.unanswered = unanswered;
  const diagnosis = { verdict: 'healthy' as const, unknownBecause: null, findings: [], profile: 'ad-ds' as const, crashed: [] };
  const claimed = await mustClaim(test.db, endpointId, locationId);
  expect(await saveCheck(test.db, claimed, { checkId: randomUUID(), evidence, diagnosis })).toBe('saved');
}

const changes = async () =>
  (await test.db.change.findMany({ where: { endpointId }, orderBy: { id: 'asc' } })).map(({ kind, before, after }) => [
    kind,
    before,
    after,
  ]);
const served = async () =>
  (await test.db.servedCertificate.findMany({ where: { endpointId, toAt: null } })).map(({ sha256 }) => sha256[0]).sort();
const state = () => test.db.endpointState.findFirstOrThrow({ where: { endpointId } });

describe('a look for which the resolver told nothing of one address family', () => {
  it('changes nothing about the addresses that it could not try', async () => {
    await check(0, [old, overIpv6]);
    await check(5, [old], ['AAAA']);
    expect(await changes()).toEqual([]);
    expect(await served()).toEqual(['c', 'd']);
    expect(await state()).toMatchObject({ addresses: ['192.0.2.10', '2001:db8::10'], leafNotAfter: new Date(soon), tlsVersion: 'TLSv1.2' });
    await check(10, [old, overIpv6]);
    expect(await changes()).toEqual([]);
  });

  it('still tells what is new at the addresses of the other family', async () => {
    await check(0, [old, overIpv6]);
    await check(5, [serving('192.0.2.11', 'e', '2026-12-01T00:00:00.000Z', 'TLSv1.1')], ['AAAA']);
    expect(await changes()).toEqual([
      ['certificate', 'd'.repeat(64), 'e'.repeat(64)],
      ['addresses', '192.0.2.10, 2001:db8::10', '192.0.2.11, 2001:db8::10'],
      ['tls-version', 'TLSv1.2', 'TLSv1.1'],
    ]);
  });

  it('is whole when no address of that family was known', async () => {
    await check(0, [old], ['AAAA']);
    await check(5, [serving('192.0.2.11', 'e', later)], ['AAAA']);
    expect((await changes()).map(([kind]) => kind)).toEqual(['certificate', 'addresses']);
    expect(await served()).toEqual(['e']);
  });

  it('does not hold on to a leaf that has expired since', async () => {
    await check(0, [old, overIpv6]);
    await check(40 * 24 * 60, [old], ['AAAA']);
    expect((await state()).leafNotAfter).toEqual(new Date(later));
  });

  it('is kept as evidence of its own, once however often it comes', async () => {
    for (const minute of [0, 10, 20]) {
      await check(minute, [old, overIpv6]);
      await check(minute + 5, [old], ['AAAA']);
      await check(minute + 6, [old]);
    }
    expect(await test.db.evidence.count({ where: { endpointId } })).toBe(3);
  });

  it('ends what an address served that the resolver no longer names', async () => {
    await check(0, [old, overIpv6]);
    await check(5, [old]);
    expect(await served()).toEqual(['c']);
    expect((await changes()).map(([kind]) => kind)).toEqual(['certificate', 'addresses', 'tls-version']);
  });
});
