import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureCheckPartitions } from '../../checks/partitions.ts';
import { saveCheck } from '../../checks/save-check.ts';
import { makeLocation, mustClaim } from '../../checks/testing/fleet.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { makeAttempt, makeEvidence } from '../../diagnosis/testing/evidence-factory.ts';
import { InvalidInputError } from '../../errors.ts';
import { type Authority, createAuthority, type IssuedCertificate } from '../../probe/testing/certificate-factory.ts';
import { readCertificate } from '../../probe/x509/read-certificate.ts';
import { addFreeze } from '../freezes/add-freeze.ts';
import { clearSuccessor } from './clear-successor.ts';
import { editRenewal } from './edit-renewal.ts';
import { parseRenewalFilter } from './filter.ts';
import { followRenewals } from './follow-renewals.ts';
import { planRenewal } from './plan-renewal.ts';
import { readRenewal } from './read-renewal.ts';
import { readHostRenewals, readRenewals, readRenewalsForExport } from './read-renewals.ts';
import { setRenewalState } from './set-renewal-state.ts';
import { setSuccessor } from './set-successor.ts';

const start = new Date('2026-11-20T12:00:00.000Z');
const hoursLater = (hours: number): Date => new Date(start.getTime() + hours * 3_600_000);

let test: TestDatabase;
let authority: Authority;
let locationId: number;
beforeAll(async () => {
  test = await startTestDatabase();
  for (const day of [0, 24, 48, 72]) await ensureCheckPartitions(test.db, hoursLater(day));
  authority = await createAuthority({ subject: 'CN=Corp Issuing CA,O=Corp' });
  locationId = (await makeLocation(test.db, 'berlin', start)).id;
});
afterAll(() => test.stop());

let name: string;
let hostId: string;
let doors: [string, string];
let old: IssuedCertificate;
let renewed: IssuedCertificate;
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

async function makeDoor(port: number): Promise<string> {
  const { id } = await test.db.endpoint.create({
    data: { hostId, port, transport: 'ldaps', intervalSeconds: 300, createdAt: start },
    select: { id: true },
  });
  await test.db.endpointState.create({ data: { endpointId: id, locationId, nextDueAt: start } });
  return id;
}

const issue = (from: string, to: string, dnsNames = [name]): Promise<IssuedCertificate> =>
  authority.issue({ subject: `CN=${dnsNames[0]}`, dnsNames, freshKey: true, notBefore: new Date(from), notAfter: new Date(to) });

const factsOf = ({ der }: IssuedCertificate) => readCertificate(der);
const shaOf = (certificate: IssuedCertificate): string => factsOf(certificate).sha256;

async function serve(endpointId: string, certificate: IssuedCertificate, hours: number, from = locationId): Promise<void> {
  const claimed = await mustClaim(test.db, endpointId, from);
  const at = hoursLater(hours).toISOString();
  const evidence = makeEvidence({
    startedAt: at,
    attempts: [makeAttempt({ certificate: { status: 'ok', data: { sent: [factsOf(certificate)], path: [] } } } as never)],
  });
  const diagnosis = { verdict: 'healthy' as const, unknownBecause: null, findings: [], profile: 'ad-ds' as const, crashed: [] };
  expect(await saveCheck(test.db, claimed, { checkId: randomUUID(), evidence, diagnosis })).toBe('saved');
}

const context = (hours = 1) => ({ db: test.db, now: hoursLater(hours), actor: 'somebody' });
const withFile = (bytes: Uint8Array, hours = 1) => ({ ...context(hours), files: { certificate: { name: 'new.cer', bytes } } });
const reader = (hours = 1) => ({ now: hoursLater(hours), timeZone: 'UTC' });
const read = async (id: string, hours = 1) => {
  const view = await readRenewal(test.db, id, reader(hours));
  if (!view) throw new Error(`There is no plan ${id}.`);
  return view;
};
const faultsOf = async (attempt: Promise<unknown>) => {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidInputError)) throw new Error('It was not refused as wrong input.', { cause: error });
  return error.faults;
};
const openPlans = () => test.db.renewalPlan.findMany({ where: { sha256: shaOf(old) } });

describe('a plan for a certificate', () => {
  it('follows its named successor from door to door and is done by itself', async () => {
    const { id } = await planRenewal(context(), {
      subject: shaOf(old)
        .toUpperCase()
        .replace(/(..)(?!$)/g, '$1:'),
      dueOn: '2026-12-01',
    });
    expect(await read(id)).toMatchObject({ owner: 'Directory team', progress: { step: 'open', doorsTotal: 2, concern: null } });
    await setRenewalState(context(), { planId: id, state: 'ordered' });
    expect(await setSuccessor(withFile(renewed.der), { planId: id })).toMatchObject({ sha256: shaOf(renewed), warnings: [] });
    expect((await read(id)).progress.sentence).toContain('none of 2 doors serves it yet');

    await serve(doors[0], renewed, 2);
    const partly = await read(id, 2);
    expect(partly.progress).toMatchObject({ step: 'serving', label: 'served on 1 of 2 doors' });
    expect(partly.doors.map(({ port, serves }) => [port, serves])).toEqual([
      [3269, 'old'],
      [636, 'new'],
    ]);

    await serve(doors[1], renewed, 3);
    const done = await read(id, 3);
    expect(done).toMatchObject({ state: 'done', closedAt: hoursLater(3).toISOString(), progress: { step: 'done' } });
    expect(done.history.map(({ action }) => action)).toEqual([
      'renewal.done',
      'renewal.served',
      'renewal.served',
      'renewal.set-successor',
      'renewal.state',
      'renewal.plan',
    ]);
    expect(await openPlans()).toHaveLength(1);
  });

  it('takes the first certificate that fits its rule for the successor', async () => {
    const { id } = await planRenewal(context(), { subject: shaOf(old), expectedIssuer: 'issuing ca', expectedNotBefore: '2026-11-02' });
    await serve(doors[0], renewed, 2);
    expect(await read(id, 2)).toMatchObject({ successor: null, progress: { step: 'open' } });
    const later = await issue('2026-11-02', '2027-11-02');
    await serve(doors[0], later, 3);
    expect(await read(id, 3)).toMatchObject({ state: 'issued', successor: { sha256: shaOf(later) }, progress: { doorsServed: 1 } });
  });

  it('is opened again when a door goes back within a day', async () => {
    const { id } = await planRenewal(context(), { subject: shaOf(old) });
    for (const door of doors) await serve(door, renewed, 2);
    expect((await read(id, 2)).state).toBe('done');
    await serve(doors[1], old, 20);
    expect(await read(id, 20)).toMatchObject({ state: 'issued', closedAt: null, progress: { label: 'served on 1 of 2 doors' } });
    await serve(doors[1], renewed, 21);
    expect((await read(id, 21)).state).toBe('done');
  });

  it('tells it in the history when a door goes back later', async () => {
    const { id } = await planRenewal(context(), { subject: shaOf(old) });
    for (const door of doors) await serve(door, renewed, 2);
    await serve(doors[1], old, 40);
    const view = await read(id, 40);
    expect(view.state).toBe('done');
    expect(view.history[0]).toMatchObject({ action: 'renewal.went-back', after: { door: `${name}:3269` } });
  });

  it('is refused a second time, with the id of the first', async () => {
    const { id } = await planRenewal(context(), { subject: shaOf(old) });
    expect(await faultsOf(planRenewal(context(), { subject: shaOf(old) }))).toEqual([
      { field: 'plan', value: id, message: `There is an open plan for ${name} already.` },
    ]);
    const attempts = await Promise.allSettled([1, 2, 3].map(() => planRenewal(context(), { subject: name })));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is refused for what nobody serves or knows', async () => {
    expect((await faultsOf(planRenewal(context(), { subject: 'f'.repeat(64) })))[0]).toMatchObject({ field: 'subject' });
    expect((await faultsOf(planRenewal(context(), { subject: 'dc99.corp.example' })))[0]?.message).toContain('neither the SHA-256');
    expect((await faultsOf(planRenewal(context(), { subject: name, dueOn: '2026-02-30' })))[0]).toMatchObject({ field: 'dueOn' });
  });

  it('counts both doors when they are saved at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const next = await issue(`2026-11-0${round + 2}`, `2027-11-0${round + 2}`);
      const before = round === 0 ? old : renewed;
      const { id } = await planRenewal(context(round * 2 + 2), { subject: shaOf(before) });
      await Promise.all(doors.map((door) => serve(door, next, round * 2 + 3)));
      expect(await read(id, round * 2 + 3)).toMatchObject({ state: 'done', progress: { doorsServed: 2 } });
      renewed = next;
    }
  });
});

it('counts a door only when every location sees the new certificate there', async () => {
  const elsewhere = (await makeLocation(test.db, `tokyo-${randomUUID()}`, start)).id;
  await test.db.endpointState.create({ data: { endpointId: doors[0], locationId: elsewhere, nextDueAt: start } });
  await serve(doors[0], old, 1, elsewhere);
  const { id } = await planRenewal(context(), { subject: shaOf(old) });
  await serve(doors[0], renewed, 2);
  expect((await read(id, 2)).progress).toMatchObject({ doorsServed: 0, doorsTotal: 2 });
  await serve(doors[0], renewed, 3, elsewhere);
  expect((await read(id, 3)).progress.doorsServed).toBe(1);
});

it('changes nothing when it follows the same twice', async () => {
  await serve(doors[0], renewed, 2);
  const everything = async () => [
    await openPlans(),
    await test.db.renewalDoor.findMany({ where: { endpointId: { in: doors } } }),
    await test.db.auditEntry.count(),
  ];
  const before = await everything();
  await test.db.$transaction((tx) => followRenewals(tx, { endpointId: doors[0], at: hoursLater(3) }));
  expect(await everything()).toEqual(before);
});

describe('a plan by itself', () => {
  it('is made when a renewal reaches one door and not the other', async () => {
    await serve(doors[0], renewed, 2);
    const [plan, ...others] = await openPlans();
    expect(others).toEqual([]);
    expect(plan).toMatchObject({
      automatic: true,
      createdBy: 'port636',
      state: 'issued',
      successorSha256: shaOf(renewed),
      owner: 'Directory team',
    });
    expect((await read(plan?.id ?? '', 2)).progress.label).toBe('served on 1 of 2 doors');
    expect(await readHostRenewals(test.db, hostId, reader(2))).toHaveLength(1);
    await serve(doors[1], renewed, 3);
    expect(await openPlans()).toMatchObject([{ state: 'done' }]);
    expect(await readHostRenewals(test.db, hostId, reader(3))).toEqual([]);
  });

  it('is made once, whoever comes first', async () => {
    const third = await makeDoor(50636);
    await serve(third, old, 1);
    await Promise.all(doors.map((door) => serve(door, renewed, 2)));
    const plans = await openPlans();
    expect(plans).toHaveLength(1);
    expect((await read(plans[0]?.id ?? '', 2)).progress.label).toBe('served on 2 of 3 doors');
  });

  it('is not made again after somebody gave it up', async () => {
    await serve(doors[0], renewed, 2);
    const [plan] = await openPlans();
    await setRenewalState(context(3), { planId: plan?.id ?? '', state: 'cancelled' });
    await serve(doors[0], old, 4);
    await serve(doors[0], renewed, 5);
    expect(await openPlans()).toMatchObject([{ state: 'cancelled' }]);
  });
});

describe('a plan that was given up and is open again', () => {
  it('counts the doors that followed meanwhile, and announces its certificate since when it did', async () => {
    await serve(doors[0], renewed, 2);
    const [plan] = await openPlans();
    const planId = plan?.id ?? '';
    await setRenewalState(context(3), { planId, state: 'cancelled' });
    await serve(doors[0], old, 4);
    await setRenewalState(context(5), { planId, state: 'issued' });
    expect((await read(planId, 5)).progress).toMatchObject({ step: 'issued', doorsServed: 0 });
    expect(await openPlans()).toMatchObject([{ issuedAt: hoursLater(2) }]);
    await setRenewalState(context(6), { planId, state: 'cancelled' });
    for (const door of doors) await serve(door, renewed, 7);
    await setRenewalState(context(8), { planId, state: 'issued' });
    expect((await read(planId, 8)).progress).toMatchObject({ step: 'done', doorsServed: 2 });
  });

  it('finds the certificate that came meanwhile', async () => {
    const { id: planId } = await planRenewal(context(), { subject: shaOf(old) });
    await setRenewalState(context(2), { planId, state: 'cancelled' });
    await serve(doors[0], renewed, 3);
    await test.db.renewalPlan.deleteMany({ where: { automatic: true, sha256: shaOf(old) } });
    await setRenewalState(context(4), { planId, state: 'open' });
    expect((await read(planId, 4)).progress).toMatchObject({ step: 'serving', doorsServed: 1, doorsTotal: 2 });
  });
});

describe('the new certificate of a plan', () => {
  it('may be pasted, with its chain', async () => {
    const { id } = await planRenewal(context(), { subject: name });
    const { sha256 } = await setSuccessor({ ...context(), files: {} }, { planId: id, pasted: renewed.chainPem });
    expect(sha256).toBe(shaOf(renewed));
    expect(await test.db.certificate.findUnique({ where: { sha256 } })).toMatchObject({ name, readVersion: expect.any(Number) });
    await clearSuccessor(context(2), { planId: id });
    expect(await read(id)).toMatchObject({ successor: null, state: 'ordered' });
  });

  it('is refused when it lacks a name, and nothing is kept', async () => {
    const { id } = await planRenewal(context(), { subject: shaOf(old) });
    const wrong = await issue('2026-11-01', '2027-11-01', ['dc99.corp.example']);
    expect(await faultsOf(setSuccessor(withFile(wrong.der), { planId: id }))).toEqual([
      { field: 'certificate', message: `It lacks the name ${name}; clients that use it would refuse it.` },
    ]);
    expect(await test.db.certificate.count({ where: { sha256: shaOf(wrong) } })).toBe(0);
    expect(await read(id)).toMatchObject({ state: 'open', successor: null });
  });

  it('is refused when it is no certificate at all', async () => {
    const { id } = await planRenewal(context(), { subject: shaOf(old) });
    expect(await faultsOf(setSuccessor(withFile(new TextEncoder().encode('hello')), { planId: id }))).toHaveLength(1);
    expect(await faultsOf(setSuccessor({ ...context(), files: {} }, { planId: id }))).toMatchObject([{ field: 'pasted' }]);
    expect(await faultsOf(setSuccessor(withFile(authority.certificate.der), { planId: id }))).not.toHaveLength(0);
  });
});

it('tells that a new certificate ends no later and comes from another issuer, and keeps that in the history', async () => {
  const { id } = await planRenewal(context(), { subject: name, expectedIssuer: 'Public CA' });
  const short = await issue('2026-11-01', '2026-12-18');
  const { warnings } = await setSuccessor(withFile(short.der), { planId: id });
  expect(warnings).toEqual([expect.stringContaining('no later than the old one'), expect.stringContaining('the plan expects Public CA')]);
  expect((await read(id)).history[0]?.after?.warnings).toBe(warnings.join(' '));
});

describe('the list of plans', () => {
  it('shows those that are not closed first, by owner and state, and as a file', async () => {
    const { id } = await planRenewal(context(), { subject: shaOf(old), owner: 'List team', dueOn: '2026-11-19', note: '=1+1' });
    const list = await readRenewals(test.db, parseRenewalFilter({ owner: 'List team' }), reader());
    expect(list.rows.map((row) => row.id)).toEqual([id]);
    expect(list.rows[0]?.progress.concern).toBe('overdue');
    expect(list.owners).toContain('List team');
    expect(list.counts.overdue).toBeGreaterThan(0);
    expect((await readRenewals(test.db, parseRenewalFilter({ owner: 'List team', state: 'done' }), reader())).rows).toEqual([]);
    await setRenewalState(context(), { planId: id, state: 'done' });
    expect(
      (await readRenewalsForExport(test.db, parseRenewalFilter({ owner: 'List team', state: 'done' }), reader())).map((row) => row.id),
    ).toEqual([id]);
  });

  it('says when a certificate ends inside a change freeze', async () => {
    await addFreeze(context(), { name: 'Year end', fromDay: '2026-12-20', toDay: '2027-01-06', timeZone: 'Europe/Berlin' });
    const { id } = await planRenewal(context(), { subject: name });
    expect((await read(id)).progress).toMatchObject({ concern: 'at-risk', label: 'at risk, open' });
  });
});

it('an edit clears what is left out and is told field by field', async () => {
  const { id } = await planRenewal(context(), { subject: name, dueOn: '2026-12-01', note: 'Ask the CA team' });
  await editRenewal(context(2), { planId: id, owner: 'PKI team', note: '' });
  const view = await read(id);
  expect(view).toMatchObject({ owner: 'PKI team', note: '', dueOn: null });
  expect(view.history[0]).toMatchObject({ action: 'renewal.edit', before: { dueOn: '2026-12-01' }, after: { dueOn: null } });
});
