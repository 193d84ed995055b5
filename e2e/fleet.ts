import path from 'node:path';
import { expect } from '@playwright/test';
import type { VerbContext } from '#lib/access/verb-context.ts';
import { now } from '#lib/clock.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { pauseHost } from '#lib/fleet/pause-host.ts';
import { registerHosts } from '#lib/fleet/register-hosts.ts';
import type { Product } from '../bin/start/testing/product.ts';
import type { Lab } from './lab.ts';

/** The hosts that the product watches during the tests, one with each state that takes some doing. */
export type Fleet = {
  database: Database;
  context: () => VerbContext;
  hostCount: number;
  /** A sound host that nothing else uses. */
  sound: string;
  expired: string;
  paused: string;
  stale: string;
  notChecked: string;
};

/** The site of the real servers. */
export const realSite = 'Frankfurt';
const hourSeconds = 3_600;

/** A connection to the embedded database of a product, through its socket. End it with `$disconnect()`. */
export function openDatabase(product: Product): Database {
  const socket = path.join(product.dataFolder, 'run');
  return createDatabase(`postgresql://port636@localhost/postgres?host=${encodeURIComponent(socket)}`, { poolSize: 2 });
}

/** Registers the whole landscape and waits until every host was checked once. The emulated ones are checked hourly from then on. */
export async function registerFleet(product: Product, lab: Lab): Promise<Fleet> {
  const database = openDatabase(product);
  const context = (): VerbContext => ({ db: database, now: now(), actor: 'end-to-end tests' });
  const real = [lab.samba.host, lab.openLdap.host, lab.withoutCertificate];
  await registerHosts(context(), { lines: real.join('\n'), site: realSite, intervalSeconds: 30 });
  for (const [site, members] of Map.groupBy(lab.fleet, (member) => member.site)) {
    const lines = members.map(({ name }) => name).join('\n');
    await registerHosts(context(), { lines, site, intervalSeconds: hourSeconds });
  }
  const unchecked = () => database.endpointState.count({ where: { verdict: null } });
  await expect.poll(() => database.endpointState.count()).toBe(real.length + lab.fleet.length);
  await expect.poll(unchecked, { message: 'hosts that were not checked yet', timeout: 60_000 }).toBe(0);

  const [paused, stale, notChecked] = lab.fleet.filter(({ site }) => site === 'Singapore').map(({ name }) => name);
  const sound = lab.fleet.find(({ site }) => site === 'Berlin')?.name;
  if (!paused || !stale || !notChecked || !sound) throw new Error('The landscape is too small for the tests.');
  const { id: hostId } = await database.host.findUniqueOrThrow({ where: { name: paused }, select: { id: true } });
  await pauseHost(context(), { hostId, reason: 'Disks are being replaced' });
  await setAside(database, { stale, notChecked });
  const hostCount = real.length + lab.fleet.length;
  return { database, context, hostCount, sound, expired: lab.expired, paused, stale, notChecked };
}

/**
 * Sees to it that the stale host is stale and the one that is not checked is not. To be done before each test: another one may have
 * had all hosts checked, as a change of what is trusted does.
 */
export async function setAside(database: Database, { stale, notChecked }: Pick<Fleet, 'stale' | 'notChecked'>): Promise<void> {
  const isOld = { lastCheckedAt: { lt: new Date(now().getTime() - 6 * hourSeconds * 1_000) } };
  const untouched = {
    OR: [
      { endpoint: { host: { name: stale } }, ...isOld },
      { endpoint: { host: { name: notChecked } }, verdict: null },
    ],
  };
  if ((await database.endpointState.count({ where: untouched })) === 2) return;
  await growOld(database, stale);
  await forget(database, notChecked);
}

/** After the tests, and within the hour of the interval: a time beyond that would look like a clock that was wrong once. */
const afterwards = () => new Date(now().getTime() + 50 * 60_000);

/** As if no worker had looked at a host for half a day. */
async function growOld(database: Database, name: string): Promise<void> {
  const lastCheckedAt = new Date(now().getTime() - 12 * hourSeconds * 1_000);
  await database.endpointState.updateMany({
    where: { endpoint: { host: { name } } },
    data: {
      lastCheckedAt,
      lastStartedAt: lastCheckedAt,
      verdictSince: lastCheckedAt,
      nextDueAt: afterwards(),
      deepScanDueAt: afterwards(),
    },
  });
}

/** As if a host's first check were still to come. */
async function forget(database: Database, name: string): Promise<void> {
  const where = { endpoint: { host: { name } } };
  await database.endpointState.updateMany({
    where,
    data: {
      ...{ verdict: null, verdictSince: null, confirmedVerdict: null, confirmedSince: null, recentVerdicts: [] },
      ...{ lastCheckId: null, lastStartedAt: null, lastCheckedAt: null, evidenceId: null, lastGoodEvidenceId: null, lastGoodAt: null },
      ...{ leafSha256: null, leafNotAfter: null, nextDueAt: afterwards(), deepScanDueAt: afterwards() },
    },
  });
  await database.verdictSpan.deleteMany({ where });
}
