import { expect, it } from 'vitest';
import { changeHosts } from '../../../fleet/bulk/change-hosts.ts';
import { registerHosts } from '../../../fleet/register-hosts.ts';
import { readBoard } from '../read-board.ts';
import { ago, expired, expiredCause, FleetFixture, inDays, iso, now } from '../testing/fleet-fixture.ts';
import { readHostsFilter } from './filter.ts';
import { readHostRows, readHostsTable, readMatchingHostIds } from './read-hosts-table.ts';

const fleet = new FleetFixture();
const all = { now, offset: 0, limit: 100 };
const rowsOf = async (parameters: Record<string, string> = {}) => (await readHostRows(fleet.db, readHostsFilter(parameters), all)).rows;
const ids = async (...names: string[]) => Promise.all(names.map((name) => fleet.hostId(name)));

it('is empty before any host is registered', async () => {
  const { page, totals } = await readHostsTable(fleet.db, readHostsFilter({}), all);
  expect(page).toEqual({ total: 0, offset: 0, rows: [] });
  expect(totals).toEqual({ hosts: 0, domains: 0, critical: 0, warning: 0, stale: 0 });
});

it('says of every host what the board says of it, whatever was seen from wherever', async () => {
  const there = await fleet.db.location.create({ data: { name: 'there', createdAt: ago(90_000), lastSeenAt: ago(5) } });
  await registerHosts(fleet.context, {
    lines: 'dc01.corp.example\ndc01.corp.example:3269\ndc02.corp.example\ndc03.emea.example\ndc04\ndc05\ndc06\ndc07.emea.example',
    site: 'FRA-1',
  });
  await fleet.db.host.updateMany({ where: { name: 'dc05' }, data: { site: '', siteDetected: 'AMS-2' } });
  await fleet.db.domain.updateMany({ where: { name: 'emea.example' }, data: { verdictPolicy: 'all' } });
  await fleet.sees('dc01.corp.example', 636, { verdict: 'healthy', leafNotAfter: inDays(90) });
  await fleet.sees('dc01.corp.example', 3269, { verdict: 'critical', ...expired, leafNotAfter: inDays(-1), confirming: true });
  await fleet.sees('dc02.corp.example', 636, { verdict: 'warning', ...expired, rootCauseSeverity: 'warning', acceptedCount: 2 });
  await fleet.sees('dc03.emea.example', 636, { verdict: 'critical', ...expired });
  await fleet.sees('dc03.emea.example', 636, { verdict: 'healthy' }, there.id);
  await fleet.sees('dc04', 636, { verdict: 'healthy', lastCheckedAt: ago(3_600) });
  await fleet.sees('dc05', 636, { verdict: 'unknown', unknownBecause: 'The resolver is silent.' });
  await fleet.sees('dc07.emea.example', 636, { verdict: 'healthy', lastCheckedAt: ago(-3_600) });
  await changeHosts(fleet.context, { hostIds: await ids('dc06'), action: 'pause' });

  const rows = await rowsOf({ sort: 'name' });
  const board = await readBoard(fleet.db, { now });
  expect(
    rows.map(({ name, state, since, cause, site, domain, ports, expiresAt, confirming }) => ({
      ...{ name, state, since, cause, site, domain, ports, expiresAt, confirming },
    })),
  ).toEqual(
    board.hosts.map(({ name, state, since, cause, site, domain, ports, expiresAt, confirming }) => ({
      ...{ name, state, since, cause, site, domain, ports, expiresAt, confirming },
    })),
  );
  expect(rows.map(({ state }) => state)).toEqual(['critical', 'warning', 'healthy', 'stale', 'not-checked', 'maintenance', 'stale']);
  expect(rows[0]).toMatchObject({ cause: expiredCause, since: iso(ago(7_200)), daysLeft: -1, checkedAt: iso(ago(60)), confirming: true });
  expect(rows[1]?.accepted).toBe(2);
});

it('knows tags, owner in force, kind of server, intervals, locations and who manages a host', async () => {
  await registerHosts(fleet.context, { lines: 'dc01.corp.example\ndc01.corp.example:3269\ndc02.corp.example', intervalSeconds: 600 });
  await fleet.db.domain.updateMany({ data: { owner: 'Directory team' } });
  const [one = '', two = ''] = await ids('dc01.corp.example', 'dc02.corp.example');
  await fleet.sees('dc01.corp.example', 3269, { verdict: 'healthy', detectedProfile: 'ad-ds' });
  await changeHosts(fleet.context, { hostIds: [one], action: 'add-tags', tags: 'tier0' });
  await changeHosts(fleet.context, { hostIds: [two], action: 'set-owner', owner: 'Ada' });
  await changeHosts(fleet.context, { hostIds: [two], action: 'set-profile', profile: 'ldap' });
  await changeHosts(fleet.context, { hostIds: [two], action: 'set-locations', locations: 'here' });
  await fleet.db.endpoint.updateMany({ where: { port: 3269 }, data: { intervalSeconds: 60 } });
  await fleet.db.host.update({ where: { id: two }, data: { managedBy: 'fleet.yaml' } });
  expect(await rowsOf({ sort: 'name' })).toMatchObject([
    {
      tags: ['tier0'],
      owner: 'Directory team',
      profile: 'ad-ds',
      profileSetByHand: false,
      intervalsSeconds: [60, 600],
      locations: [],
      managedBy: null,
    },
    {
      tags: [],
      owner: 'Ada',
      profile: 'ldap',
      profileSetByHand: true,
      intervalsSeconds: [600],
      locations: ['here'],
      managedBy: 'fleet.yaml',
    },
  ]);
  expect(await readMatchingHostIds(fleet.db, readHostsFilter({ tag: 'tier0' }), now)).toEqual([one]);
});

it('cuts the list into parts that join without a gap', async () => {
  await registerHosts(fleet.context, { lines: Array.from({ length: 25 }, (_, index) => `dc${index}.corp.example`).join('\n') });
  const filter = readHostsFilter({ sort: '-name' });
  const parts = await Promise.all([0, 10, 20].map((offset) => readHostRows(fleet.db, filter, { now, offset, limit: 10 })));
  expect(parts.map(({ total, rows }) => [total, rows.length])).toEqual([
    [25, 10],
    [25, 10],
    [25, 5],
  ]);
  expect(parts.flatMap(({ rows }) => rows)).toEqual((await readHostRows(fleet.db, filter, all)).rows);
});
