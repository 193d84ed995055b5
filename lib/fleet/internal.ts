import { LIVE_CHANNEL } from '../checks/live-events.ts';
import { advisoryLocks } from '../db/advisory-locks.ts';
import type { Transaction } from '../db/client.ts';
import { Prisma } from '../db/generated/client.ts';
import type { ExpiryWindows } from '../diagnosis/rule.ts';
import { NotFoundError } from '../errors.ts';
import { demoLocation } from './demo/marks.ts';
import { forgetOtherPlaces } from './forget-places.ts';

/** What the verbs of the fleet share. */

/** Lets one registration run at a time, so that what it found to be new stays so until it is written. */
export async function lockRegistration(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.registration})`;
}

/**
 * Gives the endpoints a state, due at once, at every location that they are probed from and have none at; paused hosts' are not due.
 * From the demo's location, where no worker is, nothing is probed that does not name it.
 * What is known of them from other locations is forgotten.
 */
export async function scheduleEverywhere(tx: Transaction, endpointIds: readonly string[], now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO endpoint_states (endpoint_id, location_id, next_due_at)
    SELECT endpoints.id, locations.id, CASE WHEN hosts.paused_at IS NULL THEN ${now}::timestamptz END
    FROM endpoints JOIN hosts ON hosts.id = endpoints.host_id CROSS JOIN locations
    WHERE endpoints.id = ANY(${[...endpointIds]}::uuid[])
      AND (endpoints.probed_from = '{}' AND locations.name <> ${demoLocation} OR locations.name = ANY(endpoints.probed_from))
    ON CONFLICT DO NOTHING`;
  await forgetOtherPlaces(tx, endpointIds, now);
}

/**
 * Tells open browsers, once the transaction is committed, that the fleet is not what it was. The revision is a point to resume from:
 * the oldest transaction still open, as in lib/checks/read/revision.ts.
 */
export async function announceFleet(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    SELECT pg_notify(${LIVE_CHANNEL}, json_build_object('type', 'fleet', 'revision', pg_snapshot_xmin(pg_current_snapshot())::text)::text)`;
}

/** The host, locked until the transaction ends. */
export async function loadHost(tx: Transaction, hostId: string) {
  await tx.$executeRaw`SELECT 1 FROM hosts WHERE id = ${hostId}::uuid FOR UPDATE`;
  const host = await tx.host.findUnique({
    where: { id: hostId },
    select: {
      id: true,
      name: true,
      site: true,
      siteDetected: true,
      profile: true,
      address: true,
      standsForDomain: true,
      expectedAddresses: true,
      reachedFromOutside: true,
      ldapsIntended: true,
      owner: true,
      expiryWindows: true,
      domain: { select: { id: true, name: true } },
      pausedAt: true,
      pauseReason: true,
      endpoints: { select: { id: true, port: true, transport: true, intervalSeconds: true }, orderBy: { port: 'asc' } },
    },
  });
  if (!host) throw new NotFoundError('The host');
  return host;
}

/** The endpoint with its host's name; its host is locked until the transaction ends. */
export async function loadEndpoint(tx: Transaction, endpointId: string) {
  await tx.$executeRaw`
    SELECT 1 FROM hosts JOIN endpoints ON endpoints.host_id = hosts.id WHERE endpoints.id = ${endpointId}::uuid FOR UPDATE OF hosts`;
  const endpoint = await tx.endpoint.findUnique({
    where: { id: endpointId },
    select: {
      id: true,
      port: true,
      transport: true,
      intervalSeconds: true,
      slowAfterMs: true,
      probedFrom: true,
      hostId: true,
      host: { select: { name: true } },
    },
  });
  if (!endpoint) throw new NotFoundError('The endpoint');
  return endpoint;
}

/** The domain, locked until the transaction ends. */
export async function loadDomain(tx: Transaction, domainId: number) {
  await tx.$executeRaw`SELECT 1 FROM domains WHERE id = ${domainId} FOR UPDATE`;
  const domain = await tx.domain.findUnique({
    where: { id: domainId },
    select: { id: true, name: true, owner: true, expiryWindows: true, verdictPolicy: true },
  });
  if (!domain) throw new NotFoundError('The domain');
  return domain;
}

/** Windows of expiry as a column keeps them: NULL where the level above decides. */
export const windowsColumn = (windows: ExpiryWindows | null): ExpiryWindows | typeof Prisma.DbNull => windows ?? Prisma.DbNull;

/** Marks the host as changed, which moves its revision on. */
export async function touchHost(tx: Transaction, hostId: string, now: Date): Promise<void> {
  await tx.host.update({ where: { id: hostId }, data: { updatedAt: now }, select: { id: true } });
}

/** How people name a door. */
export const doorName = (name: string, port: number): string => `${name.includes(':') ? `[${name}]` : name}:${port}`;

/** Ids of the domains by name, made where missing. None of them is forgotten until the transaction ends. */
export async function domainIds(tx: Transaction, names: readonly string[]): Promise<Map<string, number>> {
  const wanted = [...new Set(names)];
  const kept = () => tx.$queryRaw<{ id: number; name: string }[]>`
    SELECT id, name FROM domains WHERE name = ANY(${wanted}::text[]) ORDER BY id FOR KEY SHARE`;
  let domains: { id: number; name: string }[] = [];
  // Another transaction may forget one between the two statements.
  for (let attempt = 0; attempt < 3 && domains.length < wanted.length; attempt += 1) {
    await tx.domain.createMany({ data: wanted.map((name) => ({ name })), skipDuplicates: true });
    domains = await kept();
  }
  return new Map(domains.map((domain) => [domain.name, domain.id]));
}

/**
 * Forgets domains that no host is in any more, unless somebody added them by name or set anything on them. An account alone keeps none:
 * its password goes with the last host that it is for. Those that somebody is just registering hosts in are held by them, and stay.
 */
export async function dropEmptyDomains(tx: Transaction): Promise<void> {
  const empty = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM domains AS domain
    WHERE NOT added_by_hand AND managed_by IS NULL AND owner = '' AND expiry_windows IS NULL AND notes = '' AND verdict_policy = 'any'
      AND discovery = 'off' AND NOT trusts_system_only AND cardinality(resolvers) = 0 AND cardinality(external_resolvers) = 0
      AND NOT EXISTS (SELECT FROM hosts WHERE domain_id = domain.id)
      AND NOT EXISTS (SELECT FROM waivers WHERE domain_id = domain.id AND ended_at IS NULL)
      AND NOT EXISTS (SELECT FROM trust_stores WHERE domain_id = domain.id)
      AND NOT EXISTS (SELECT FROM trust_lenses WHERE domain_id = domain.id)
    FOR UPDATE SKIP LOCKED`;
  if (empty.length === 0) return;
  // Asked again now that nobody can register in them: hosts may have come between looking and locking.
  await tx.$executeRaw`
    DELETE FROM domains AS domain
    WHERE id = ANY(${empty.map(({ id }) => id)}::int[]) AND NOT EXISTS (SELECT FROM hosts WHERE domain_id = domain.id)`;
}
