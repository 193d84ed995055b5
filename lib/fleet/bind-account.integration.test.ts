import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../access/verb-context.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts';
import { createSecretBox } from '../secrets/secret-box.ts';
import { secretPlace } from './bind-account.ts';
import { confirmBindAccount } from './confirm-bind-account.ts';
import { deleteHost } from './delete-host.ts';
import { registerHosts } from './register-hosts.ts';
import { removeBindAccount } from './remove-bind-account.ts';
import { setBindAccount } from './set-bind-account.ts';

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T13:00:00Z');
const nobody = '019560a0-0000-7000-8000-000000000000';
const box = createSecretBox(new Uint8Array(32).fill(9));
const dn = 'CN=probe,DC=corp,DC=example';
const password = ' pass word ';

let test: TestDatabase;
let context: VerbContext;
let hostId: string;
beforeAll(async () => {
  test = await startTestDatabase();
  context = { db: test.db, now, actor: 'ada' };
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.$executeRaw`TRUNCATE hosts, domains, locations, audit_entries, bind_accounts CASCADE`;
  await test.db.location.create({ data: { name: 'here', createdAt: now } });
  await registerHosts(context, { lines: 'dc01.corp.example\ndc02.corp.example\n192.0.2.10' });
  await test.db.auditEntry.deleteMany();
  hostId = await idOf('dc01.corp.example');
});

const idOf = async (name: string) => (await test.db.host.findUniqueOrThrow({ where: { name } })).id;
const set = (more: Partial<Parameters<typeof setBindAccount>[1]> = {}) =>
  setBindAccount({ ...context, now: later }, { hostId, scope: 'host', dn, password, ...more }, box);
const accounts = () => test.db.bindAccount.findMany({ orderBy: { createdAt: 'asc' } });
const onlyAccount = () => test.db.bindAccount.findFirstOrThrow();
const hold = () =>
  test.db.bindAccount.updateMany({ data: { heldSince: now, heldBecause: 'refused', provenAt: now, turnToken: nobody, turnUntil: now } });
const audited = () =>
  test.db.auditEntry.findMany({ orderBy: { id: 'asc' }, select: { actor: true, action: true, subject: true, before: true, after: true } });
const faultsOf = (error: unknown) => (error instanceof InvalidInputError ? error.faults : error);

describe('setting an account', () => {
  it('keeps the password encrypted for its row alone, exactly as it was typed', async () => {
    await set({ dn: ` ${dn} ` });
    const { id, secretCiphertext: ciphertext, secretKeyId: keyId, ...rest } = await onlyAccount();
    expect(box.open({ ciphertext, keyId }, secretPlace(id))).toEqual({ status: 'ok', secret: password });
    expect(Buffer.from(ciphertext).includes(password)).toBe(false);
    expect(rest).toMatchObject({ hostId, domainId: null, dn, provenAt: null, heldSince: null });
  });

  it('has the host checked at once, and tells who did it without the password', async () => {
    await set();
    const states = await test.db.endpointState.findMany({ where: { endpoint: { hostId } } });
    expect(states.map(({ nextDueAt }) => nextDueAt)).toEqual([later]);
    expect(await audited()).toEqual([
      { actor: 'ada', action: 'bind-account.set', subject: 'dc01.corp.example', before: null, after: { scope: 'host', dn } },
    ]);
    expect(JSON.stringify(await audited())).not.toContain('pass word');
  });

  it('for the domain is one account for all its hosts, whichever it is set from', async () => {
    await set({ scope: 'domain' });
    await set({ scope: 'domain', hostId: await idOf('dc02.corp.example'), dn: 'probe@corp.example' });
    expect(await accounts()).toMatchObject([{ hostId: null, dn: 'probe@corp.example', updatedAt: later }]);
    expect((await audited()).at(-1)).toMatchObject({ subject: 'corp.example', before: { dn }, after: { dn: 'probe@corp.example' } });
  });

  it('anew lifts the hold and takes back the turn that was given for the old password', async () => {
    await set();
    const { version } = await onlyAccount();
    await hold();
    await set();
    const fresh = await onlyAccount();
    expect(fresh).toMatchObject({ heldSince: null, heldBecause: null, provenAt: null, turnToken: null, turnUntil: null });
    expect(fresh.version).not.toBe(version);
  });

  it.each([
    ['dn', { dn: ' ' }, /needs a name/],
    ['dn', { dn: 'CN=a\u0000b' }, /control characters/],
    ['password', { password: '' }, /anonymous/],
    ['scope', { scope: 'forest' as 'host' }, /host or for its domain/],
    ['hostId', { hostId: 'dc01' }, /id/],
  ])('refuses a faulty %s', async (field, fault, message) => {
    expect(faultsOf(await set(fault).catch((thrown: unknown) => thrown))).toEqual([{ field, message: expect.stringMatching(message) }]);
    expect(await accounts()).toEqual([]);
  });

  it('is refused for a host that is gone, and for the domain of one that is in none', async () => {
    await expect(set({ hostId: nobody })).rejects.toThrow(NotFoundError);
    await expect(set({ hostId: await idOf('192.0.2.10'), scope: 'domain' })).rejects.toThrow(ConflictError);
  });

  it('by several people at once leaves one account', async () => {
    const other = await idOf('dc02.corp.example');
    await Promise.all([hostId, other, hostId, other].map((id) => set({ hostId: id, scope: 'domain' })));
    expect(await accounts()).toHaveLength(1);
  });
});

describe('confirming an account', () => {
  const confirm = () => confirmBindAccount({ ...context, now: later }, { hostId, scope: 'host' });

  it('lifts its hold, proves nothing, and keeps what it was held for in the record', async () => {
    await set();
    await hold();
    await confirm();
    expect(await onlyAccount()).toMatchObject({ heldSince: null, provenAt: null, turnToken: null });
    expect((await audited()).at(-1)).toMatchObject({
      action: 'bind-account.confirm',
      before: { heldBecause: 'refused', heldSince: now.toISOString() },
    });
  });

  it('is refused when there is none or it is not on hold', async () => {
    await expect(confirm()).rejects.toThrow(NotFoundError);
    await set();
    await expect(confirm()).rejects.toThrow(ConflictError);
  });
});

describe('removing an account', () => {
  it('forgets it, password and all', async () => {
    await set();
    await removeBindAccount(context, { hostId, scope: 'host' });
    expect(await accounts()).toEqual([]);
    expect((await audited()).at(-1)).toMatchObject({ action: 'bind-account.remove', before: { scope: 'host', dn }, after: null });
    await expect(removeBindAccount(context, { hostId, scope: 'host' })).rejects.toThrow(NotFoundError);
  });

  it('comes with the host, and with the last host of the domain', async () => {
    await set();
    await set({ scope: 'domain' });
    await deleteHost(context, { hostId, confirmation: 'dc01.corp.example' });
    expect(await accounts()).toMatchObject([{ hostId: null }]);
    await deleteHost(context, { hostId: await idOf('dc02.corp.example'), confirmation: 'dc02.corp.example' });
    expect(await accounts()).toEqual([]);
  });
});
