import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ensureCheckPartitions } from '../checks/partitions.ts';
import { saveCheck } from '../checks/save-check.ts';
import { makeEndpoint, makeLocation, mustClaim, type TestEndpoint } from '../checks/testing/fleet.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { makeEvidence, probedAt } from '../diagnosis/testing/evidence-factory.ts';
import { createAuthority } from '../simulation/certificate-factory.ts';
import { applyFleetFile } from './fleet-file/apply-fleet-file.ts';
import { readFleetFile } from './fleet-file/read-fleet-file.ts';
import { setDomainExpiryWindows } from './set-domain-expiry-windows.ts';
import { addTrustStore } from './trust/add-trust-store.ts';
import { chooseTrustLens } from './trust/lenses.ts';
import { removeTrustStore } from './trust/remove-trust.ts';

let test: TestDatabase;
let door: TestEndpoint;
let domainId: number;
let locationId: number;
let pem: string;
const later = new Date(probedAt.getTime() + 3_600_000);
const context = () => ({ db: test.db, now: probedAt, actor: 'ada' });

beforeAll(async () => {
  test = await startTestDatabase();
  await ensureCheckPartitions(test.db, probedAt);
  locationId = (await makeLocation(test.db, 'here', probedAt)).id;
  pem = (await createAuthority({ subject: 'CN=Root' })).certificate.pem;
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.$executeRaw`TRUNCATE hosts, domains, trust_stores CASCADE`;
  domainId = (await test.db.domain.create({ data: { name: 'corp.example' } })).id;
  door = await makeEndpoint(test.db, { name: 'dc01.corp.example', now: probedAt });
  await test.db.host.updateMany({ data: { domainId } });
  await test.db.endpointState.create({ data: { endpointId: door.endpointId, locationId, nextDueAt: later } });
});

/** Does `work` while somebody holds all hosts, and only then takes the states of their doors. Both must come through. */
async function besideHolder(lock: 'UPDATE' | 'NO KEY UPDATE', work: () => Promise<unknown>): Promise<unknown> {
  let working: Promise<unknown> = Promise.resolve();
  await test.db.$transaction(
    async (tx) => {
      await tx.$executeRawUnsafe(`SELECT 1 FROM hosts FOR ${lock}`);
      working = work();
      working.catch(() => undefined);
      await setTimeout(500);
      await tx.$executeRaw`UPDATE endpoint_states SET next_due_at = ${later}`;
    },
    { timeout: 20_000 },
  );
  return working;
}

const store = () => addTrustStore(context(), { name: 'Roots', domainId: null, certificates: pem });
const windows = { warningDays: '60', warningShare: '30', criticalDays: '14', criticalShare: '10' };

it('of trust: a store that is added takes hosts before the states of their doors', async () => {
  expect(await besideHolder('UPDATE', store)).toMatchObject({ added: 1 });
});

it('of trust: a store that is removed does so too', async () => {
  const { id } = await store();
  expect(await besideHolder('UPDATE', () => removeTrustStore(context(), { storeId: id }))).toMatchObject({ name: 'Roots' });
});

it('of trust: a lens that is chosen does so too', async () => {
  expect(await besideHolder('UPDATE', () => chooseTrustLens(context(), { domainId, lens: 'system' }))).toMatchObject({ doors: 1 });
});

it('of the windows of a domain', async () => {
  expect(await besideHolder('UPDATE', () => setDomainExpiryWindows(context(), { domainId, ...windows }))).toMatchObject({
    windows: { warningDays: 60 },
  });
});

it('of a fleet file that has the doors of a domain checked again and edits a host there', async () => {
  const given = readFleetFile(
    stringify({
      version: 1,
      domains: [{ name: 'corp.example', resolvers: ['192.0.2.53'] }],
      hosts: [{ name: 'dc01.corp.example', site: 'B' }],
    }),
  );
  if (!given.ok) throw new Error('The file is faulty.');
  const file = { read: given.read, fileName: 'fleet.yaml', stores: [] };
  const plan = await besideHolder('UPDATE', () => applyFleetFile(context(), file, { prune: false, intervalSeconds: 300 }));
  expect(plan).toMatchObject({ hosts: { counts: { changed: 1 } } });
});

it('of a check that tells another site, beside somebody who changes many hosts', async () => {
  const claimed = await mustClaim(test.db, door.endpointId, locationId);
  const evidence = makeEvidence();
  const diagnosis = { verdict: 'healthy', unknownBecause: null, findings: [], profile: 'ad-ds', crashed: [] } as const;
  const result = { checkId: randomUUID(), evidence, diagnosis };
  expect(await besideHolder('NO KEY UPDATE', () => saveCheck(test.db, claimed, result))).toBe('saved');
  expect(await test.db.host.findFirst()).toMatchObject({ siteDetected: 'Berlin' });
});
