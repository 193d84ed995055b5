import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../../access/verb-context.ts';
import { now } from '../../clock.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { confirmBindAccount } from '../../fleet/confirm-bind-account.ts';
import { setBindAccount } from '../../fleet/set-bind-account.ts';
import { accountOnHoldBecause, evidence as evidenceRecord } from '../../probe/evidence.ts';
import { type Authority, createAuthority, type IssuedCertificate } from '../../simulation/certificate-factory.ts';
import { startDnsServer } from '../../simulation/dns-server.ts';
import { type LdapServerOptions, startLdapServer } from '../../simulation/ldap-server.ts';
import type { SimulatedServer } from '../../simulation/listener.ts';
import { releaseClaims } from '../claim.ts';
import { ensureCheckPartitions } from '../partitions.ts';
import { readHost } from '../read/read-host.ts';
import { type CheckContext, runCheck } from '../run-check.ts';
import { checkContext, testBox } from '../testing/check-context.ts';
import { makeEndpoint, makeLocation, mustClaim } from '../testing/fleet.ts';

const dn = 'CN=probe,DC=corp,DC=test';
let test: TestDatabase;
let verbs: VerbContext;
let authority: Authority;
let leaf: IssuedCertificate;
let location: { id: number; name: string };
let worker: CheckContext;
const servers: SimulatedServer[] = [];
/** Passwords that any server was sent, in the order they came. */
let sent: string[] = [];

beforeAll(async () => {
  test = await startTestDatabase();
  authority = await createAuthority();
  const names = Array.from({ length: 12 }, (_, index) => `dc${index}.corp.test`);
  leaf = await authority.issue({ subject: 'CN=dc0.corp.test', dnsNames: names });
  location = await makeLocation(test.db, 'berlin', now());
  await ensureCheckPartitions(test.db, now());
});
afterAll(() => test.stop());
beforeEach(() => {
  sent = [];
  verbs = { db: test.db, now: now(), actor: 'ada' };
  worker = newWorker();
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  await test.db.host.deleteMany();
  await test.db.domain.deleteMany();
});

const newWorker = () => checkContext(test.db, { location: location.name, authorityPem: authority.certificate.pem });

/** A domain controller that knows one password and counts what it is sent. */
async function makeDoor(
  name: string,
  right: string,
  more: Partial<LdapServerOptions> = {},
): Promise<{ hostId: string; endpointId: string }> {
  const server = await startLdapServer({
    tls: { cert: leaf.chainPem, key: leaf.keyPem },
    hostName: name,
    accounts: { [dn]: right },
    onRequest: (request) => {
      if (request.kind === 'bind') sent.push(request.password);
      return undefined;
    },
    ...more,
  });
  servers.push(server);
  const door = await makeEndpoint(test.db, { name, port: server.port, address: server.address, now: now() });
  await test.db.domain.createMany({ data: [{ name: 'corp.test' }], skipDuplicates: true });
  const domain = await test.db.domain.findUniqueOrThrow({ where: { name: 'corp.test' } });
  await test.db.host.update({ where: { id: door.hostId }, data: { domainId: domain.id } });
  await test.db.endpointState.create({ data: { endpointId: door.endpointId, locationId: location.id, nextDueAt: now() } });
  return door;
}
const makeDoors = (count: number, right: string, more: Partial<LdapServerOptions> = {}) =>
  Promise.all(Array.from({ length: count }, (_, index) => makeDoor(`dc${index}.corp.test`, right, more)));

const check = async (door: { endpointId: string }, by: CheckContext = worker) =>
  runCheck(by, await mustClaim(test.db, door.endpointId, location.id));
const setAccount = (door: { hostId: string }, password: string, scope: 'host' | 'domain' = 'domain') =>
  setBindAccount({ ...verbs, now: now() }, { hostId: door.hostId, scope, dn, password }, testBox);
/** Findings about the bind. */
const findings = async (door: { endpointId: string }) =>
  (
    await test.db.openFinding.findMany({
      where: { endpointId: door.endpointId, findingId: { startsWith: 'bind-' } },
      select: { findingId: true },
    })
  ).map(({ findingId }) => findingId);
const bindOf = async (door: { endpointId: string }) => {
  const state = await test.db.endpointState.findFirstOrThrow({
    where: door.endpointId ? { endpointId: door.endpointId } : {},
    select: { evidence: true },
  });
  return evidenceRecord.parse(state.evidence?.document).attempts[0]?.bind;
};
const account = () => test.db.bindAccount.findFirstOrThrow();
const onlyOf = <Item>([item]: Item[]): Item => {
  if (item === undefined) throw new Error('There is none.');
  return item;
};

describe('a right password', () => {
  it('is accepted at every door, is proven from then on, and shows who was bound', async () => {
    const doors = await makeDoors(8, 'Right1');
    await setAccount(onlyOf(doors), 'Right1');
    expect(await Promise.all(doors.map((door) => check(door)))).toEqual(Array(8).fill({ status: 'saved', verdict: 'healthy' }));
    expect(sent).toEqual(Array(8).fill('Right1'));
    expect((await account()).provenAt).not.toBeNull();
    expect(await bindOf(onlyOf(doors))).toMatchObject({ status: 'ok', data: { boundAs: dn } });
    expect((await account()).turnToken).toBeNull();
  });

  it('is that of the host before that of its domain', async () => {
    const [own, other] = [await makeDoor('dc0.corp.test', 'Own1'), await makeDoor('dc1.corp.test', 'Domain1')];
    await setAccount(own, 'Domain1');
    await setAccount(own, 'Own1', 'host');
    await check(own);
    await check(other);
    expect(sent).toEqual(['Own1', 'Domain1']);
    expect((await readHost(test.db, { name: 'dc0.corp.test', port: null, now: now() }))?.bindAccount).toMatchObject({
      scope: 'host',
      proven: true,
    });
    expect((await readHost(test.db, { name: 'dc1.corp.test', port: null, now: now() }))?.bindAccount).toMatchObject({
      scope: 'domain',
      proven: true,
    });
  });

  it('is not sent to a server that cannot prove who it is', async () => {
    const door = await makeDoor('dc0.corp.test', 'Right1');
    await setAccount(door, 'Right1');
    await check(door, checkContext(test.db, { location: location.name }));
    expect(sent).toEqual([]);
    expect((await account()).heldSince).toBeNull();
  });
});

describe('a wrong password', () => {
  it('is sent once, by whichever of several workers and doors comes first, and never again', async () => {
    const doors = await makeDoors(10, 'Right1');
    await setAccount(onlyOf(doors), 'wrong');
    const workers = [newWorker(), newWorker(), newWorker()];
    await Promise.all(doors.map((door, index) => check(door, workers[index % 3])));
    for (const door of doors) await check(door, workers[0]);
    expect(sent).toEqual(['wrong']);
  });

  it('is sent once too when the right one was changed on the server, however many doors used it', async () => {
    const passwords = { [dn]: 'Right1' };
    const doors = await makeDoors(10, 'Right1', { accounts: passwords });
    await setAccount(onlyOf(doors), 'Right1');
    await Promise.all(doors.map((door) => check(door)));
    passwords[dn] = 'Rotated2';
    sent = [];
    const workers = [newWorker(), newWorker()];
    await Promise.all(doors.map((door, index) => check(door, workers[index % 2])));
    expect(sent).toEqual(['Right1']);
    expect((await account()).heldSince).not.toBeNull();
  });

  it('is sent once when the name has several addresses', async () => {
    const refusing = { bindRefusal: { resultCode: 49, message: '80090308: LdapErr: DSID-0C090400, data 52e\u0000' } };
    const door = await makeDoor('dc0.corp.test', 'Right1', { address: '127.0.0.2', ...refusing });
    const { port } = onlyOf(servers);
    for (const address of ['127.0.0.3', '127.0.0.4'])
      await makeDoor(`dc${address.at(-1)}.corp.test`, 'Right1', { address, port, ...refusing });
    const dns = await startDnsServer({ 'dc0.corp.test': { A: ['127.0.0.2', '127.0.0.3', '127.0.0.4'] } });
    try {
      await test.db.host.update({ where: { id: door.hostId }, data: { address: null } });
      await setAccount(door, 'wrong');
      for (let round = 0; round < 2; round++) {
        await check(door, { ...worker, resolvers: [dns.resolver] });
        expect(await findings(door)).toEqual(['bind-credentials-rejected']);
        expect(await test.db.openFinding.findFirst({ where: { findingId: 'bind-credentials-rejected' } })).toMatchObject({
          addresses: [expect.stringMatching(/^127\.0\.0\.[234]$/)],
        });
      }
      expect(sent).toEqual(['wrong']);
    } finally {
      await dns.stop();
    }
  });

  it('keeps its finding at the door that refused it, and only there, until a person confirms', async () => {
    const [door, other] = [await makeDoor('dc0.corp.test', 'Right1'), await makeDoor('dc1.corp.test', 'Right1')];
    await setAccount(door, 'wrong');
    await check(door);
    expect(await findings(door)).toEqual(['bind-credentials-rejected']);
    await check(door);
    await check(other);
    expect(await findings(door)).toEqual(['bind-credentials-rejected']);
    expect(await findings(other)).toEqual([]);
    expect(await bindOf(door)).toEqual({ status: 'skipped', because: accountOnHoldBecause });

    const view = await readHost(test.db, { name: 'dc0.corp.test', port: null, now: now() });
    expect(view?.bindAccount).toMatchObject({ dn, scope: 'domain', proven: false, heldBecause: expect.stringContaining('52e') });
    expect(view?.knowledge.heldBind?.failure.code).toBe('rejected');
    expect(JSON.stringify(view)).not.toContain('"wrong"');

    await confirmBindAccount({ ...verbs, now: now() }, { hostId: other.hostId, scope: 'domain' });
    await check(other);
    expect(sent).toEqual(['wrong', 'wrong']);
    expect((await account()).heldEndpointId).toBe(other.endpointId);
    await setAccount(door, 'Right1');
    await check(other);
    expect(await findings(other)).toEqual([]);
  });

  it('that was replaced while it was on its way does not put the new one on hold', async () => {
    let answer: () => void = () => undefined;
    const asked = Promise.withResolvers<void>();
    const door = await makeDoor('dc0.corp.test', 'Right1', {
      onRequest: (request) => {
        if (request.kind !== 'bind' || request.password !== 'wrong') return undefined;
        asked.resolve();
        return { take: (socket) => (answer = () => socket.end()) };
      },
    });
    await setAccount(door, 'wrong');
    const checking = check(door);
    await asked.promise;
    await setAccount(door, 'Right1');
    answer();
    await checking;
    expect(await account()).toMatchObject({ heldSince: null, provenAt: null });
    await check(door);
    expect((await account()).provenAt).not.toBeNull();
  });
});

describe('a first bind', () => {
  it('that gets no answer is not repeated, for nobody knows whether it counted; a proven account is not held for that', async () => {
    let dumb = true;
    const door = await makeDoor('dc0.corp.test', 'Right1', {
      onRequest: (request) => {
        if (request.kind === 'bind') sent.push(request.password);
        return request.kind === 'bind' && dumb ? 'close' : undefined;
      },
    });
    await setAccount(door, 'Right1');
    await check(door);
    await check(door);
    expect(sent).toHaveLength(1);
    expect((await account()).heldBecause).toContain('no answer');
    dumb = false;
    await confirmBindAccount({ ...verbs, now: now() }, { hostId: door.hostId, scope: 'domain' });
    await check(door);
    dumb = true;
    await check(door);
    expect(await account()).toMatchObject({ heldSince: null });
    expect(sent).toHaveLength(3);
  });

  it('whose worker died is not repeated either; a proven account goes on once its turn is over', async () => {
    const door = await makeDoor('dc0.corp.test', 'Right1');
    await setAccount(door, 'Right1');
    const dead = { turnToken: '019560a0-0000-7000-8000-000000000001', turnUntil: new Date(now().getTime() - 1_000) };
    await test.db.bindAccount.updateMany({ data: dead });
    await check(door);
    expect(sent).toEqual([]);
    expect((await account()).heldBecause).toContain('ended before');

    await test.db.bindAccount.updateMany({ data: { ...dead, heldSince: null, heldBecause: null, provenAt: now() } });
    await check(door);
    expect(sent).toEqual(['Right1']);
  });

  it('waits for the one that is under way elsewhere, and goes on without a bind when that takes too long', async () => {
    const door = await makeDoor('dc0.corp.test', 'Right1');
    await setAccount(door, 'Right1');
    const taken = { turnToken: '019560a0-0000-7000-8000-000000000001', turnUntil: new Date(now().getTime() + 14_000) };
    await test.db.bindAccount.updateMany({ data: taken });
    const checking = check(door);
    await wait(300);
    await test.db.bindAccount.updateMany({ data: { turnToken: null, turnUntil: null } });
    expect(await checking).toMatchObject({ verdict: 'healthy' });
    expect(sent).toEqual(['Right1']);

    await test.db.bindAccount.updateMany({ data: { ...taken, turnUntil: new Date(now().getTime() + 14_000) } });
    expect(await check(door)).toMatchObject({ verdict: 'healthy' });
    expect(await bindOf(door)).toEqual({ status: 'skipped', because: 'the account is being tried at another door' });
    const { totalMs } = await test.db.check.findFirstOrThrow({ orderBy: { startedAt: 'desc' } });
    expect(totalMs).toBeLessThan(2_000);
  });
});

it('a check whose claim was lost still holds the account that it tried', async () => {
  const door = await makeDoor('dc0.corp.test', 'Right1');
  await setAccount(door, 'wrong');
  const claimed = await mustClaim(test.db, door.endpointId, location.id);
  await releaseClaims(test.db, [claimed]);
  expect(await runCheck(worker, claimed)).toMatchObject({ status: 'superseded' });
  expect((await account()).heldSince).not.toBeNull();
});
