import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { ensureCheckPartitions } from '../../../checks/partitions.ts';
import { saveCheck } from '../../../checks/save-check.ts';
import { makeLocation, mustClaim } from '../../../checks/testing/fleet.ts';
import { startTestDatabase, type TestDatabase } from '../../../db/testing/test-database.ts';
import { makeAttempt, makeEvidence } from '../../../diagnosis/testing/evidence-factory.ts';
import { InvalidInputError } from '../../../errors.ts';
import { readCertificate } from '../../../probe/x509/read-certificate.ts';
import { type Authority, createAuthority, type IssuedCertificate } from '../../../simulation/certificate-factory.ts';
import { readRenewal } from '../read-renewal.ts';

/** A host with two doors that serve the same certificate, and its renewal, made anew for each test of the file that imports this. */
export const start = new Date('2026-11-20T12:00:00.000Z');
export const hoursLater = (hours: number): Date => new Date(start.getTime() + hours * 3_600_000);

export let test: TestDatabase;
export let authority: Authority;
export let locationId: number;
beforeAll(async () => {
  test = await startTestDatabase();
  for (const day of [0, 24, 48, 72]) await ensureCheckPartitions(test.db, hoursLater(day));
  authority = await createAuthority({ subject: 'CN=Corp Issuing CA,O=Corp' });
  locationId = (await makeLocation(test.db, 'berlin', start)).id;
});
afterAll(() => test.stop());

export let name: string;
export let hostId: string;
export let doors: [string, string];
export let old: IssuedCertificate;
export let renewed: IssuedCertificate;
beforeEach(async () => {
  name = `dc-${randomUUID()}.corp.example`;
  const host = await test.db.host.create({
    data: { name, owner: 'Directory team', createdAt: start, updatedAt: start },
    select: { id: true },
  });
  hostId = host.id;
  doors = [await makeDoor(636), await makeDoor(3269)];
  old = await issue('2026-01-01', '2027-01-01');
  renewed = await issue('2026-11-01', '2027-11-01');
  for (const door of doors) await serve(door, old, 0);
});

export async function makeDoor(port: number): Promise<string> {
  const { id } = await test.db.endpoint.create({
    data: { hostId, port, transport: 'ldaps', intervalSeconds: 300, createdAt: start },
    select: { id: true },
  });
  await test.db.endpointState.create({ data: { endpointId: id, locationId, nextDueAt: start } });
  return id;
}

export const issue = (from: string, to: string, dnsNames = [name]): Promise<IssuedCertificate> =>
  authority.issue({ subject: `CN=${dnsNames[0]}`, dnsNames, freshKey: true, notBefore: new Date(from), notAfter: new Date(to) });

export const factsOf = ({ der }: IssuedCertificate) => readCertificate(der);
export const shaOf = (certificate: IssuedCertificate): string => factsOf(certificate).sha256;

export async function serve(endpointId: string, certificate: IssuedCertificate, hours: number, from = locationId): Promise<void> {
  const claimed = await mustClaim(test.db, endpointId, from);
  const at = hoursLater(hours).toISOString();
  const evidence = makeEvidence({
    startedAt: at,
    attempts: [makeAttempt({ certificate: { status: 'ok', data: { sent: [factsOf(certificate)], path: [] } } } as never)],
  });
  const diagnosis = { verdict: 'healthy' as const, unknownBecause: null, findings: [], profile: 'ad-ds' as const, crashed: [] };
  expect(await saveCheck(test.db, claimed, { checkId: randomUUID(), evidence, diagnosis })).toBe('saved');
}

export const context = (hours = 1) => ({ db: test.db, now: hoursLater(hours), actor: 'somebody' });
export const withFile = (bytes: Uint8Array, hours = 1) => ({ ...context(hours), files: { certificate: { name: 'new.cer', bytes } } });
export const reader = (hours = 1) => ({ now: hoursLater(hours), timeZone: 'UTC' });
export const read = async (id: string, hours = 1) => {
  const view = await readRenewal(test.db, id, reader(hours));
  if (!view) throw new Error(`There is no plan ${id}.`);
  return view;
};
export const faultsOf = async (attempt: Promise<unknown>) => {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidInputError)) throw new Error('It was not refused as wrong input.', { cause: error });
  return error.faults;
};
export const openPlans = () => test.db.renewalPlan.findMany({ where: { sha256: shaOf(old) } });
