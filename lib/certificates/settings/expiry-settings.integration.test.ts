import { afterAll, beforeAll, expect, it } from 'vitest';
import type { VerbContext } from '../../access/verb-context.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { defaultExpiryWindows } from '../../diagnosis/rule.ts';
import { editHost } from '../../fleet/edit-host.ts';
import { registerHosts } from '../../fleet/register-hosts.ts';
import { setDomainExpiryWindows } from '../../fleet/set-domain-expiry-windows.ts';
import { setDomainOwner } from '../../fleet/set-domain-owner.ts';
import { addFreeze } from '../freezes/add-freeze.ts';
import { readExpirySettings } from './read-expiry-settings.ts';

const now = new Date('2026-12-31T22:30:00Z');
let test: TestDatabase;
let context: VerbContext;
beforeAll(async () => {
  test = await startTestDatabase();
  context = { db: test.db, now, actor: 'ada' };
});
afterAll(() => test.stop());

it('shows what is set, each domain with how many hosts it is set for', async () => {
  expect(await readExpirySettings(test.db, { now })).toEqual({ organisation: '', windows: null, domains: [], freezes: [] });
  await registerHosts(context, { lines: 'dc01.corp.example\ndc02.corp.example\nldap.other.example', site: '', intervalSeconds: 600 });
  const { id: hostId, domainId } = await test.db.host.findUniqueOrThrow({ where: { name: 'dc01.corp.example' } });
  await editHost(context, { hostId, owner: 'Grace' });
  await setDomainOwner(context, { domainId: domainId ?? 0, owner: 'Identity team' });
  await setDomainExpiryWindows(context, { domainId: domainId ?? 0, warningDays: 40, warningShare: 20, criticalDays: 7, criticalShare: 5 });
  for (const timeZone of ['Asia/Tokyo', 'UTC', 'America/New_York'])
    await addFreeze(context, { name: timeZone, fromDay: '2027-01-01', toDay: '2027-01-01', timeZone });
  await addFreeze(context, { name: 'last year', fromDay: '2026-01-01', toDay: '2026-12-30', timeZone: 'UTC' });

  const view = await readExpirySettings(test.db, { now });
  const nothing = { owner: '', windows: null, ownOwnerCount: 0, ownWindowsCount: 0 };
  expect(view.domains).toMatchObject([
    { name: 'corp.example', owner: 'Identity team', windows: { ...defaultExpiryWindows, warningDays: 40 }, hostCount: 2, ownOwnerCount: 1 },
    { name: 'other.example', ...nothing, hostCount: 1 },
  ]);
  expect(view.freezes.map(({ name, when }) => [name, when])).toEqual([
    ['last year', 'over'],
    ['Asia/Tokyo', 'now'],
    ['UTC', 'ahead'],
    ['America/New_York', 'ahead'],
  ]);
});
