import type { Database } from '../../db/client.ts';
import { type ClaimedEndpoint, claimEndpoint } from '../claim.ts';

/** One door of one host as the tests register it. */
export type TestEndpoint = { hostId: string; endpointId: string };

/** A location as its worker makes it known. */
export async function makeLocation(db: Database, name: string, now: Date): Promise<{ id: number; name: string }> {
  return db.location.create({ data: { name, createdAt: now, lastSeenAt: now }, select: { id: true, name: true } });
}

/** Registers a host with one door. Its states come with the first sweep of a location. */
export async function makeEndpoint(
  db: Database,
  input: { name: string; port?: number; address?: string; intervalSeconds?: number; now: Date },
): Promise<TestEndpoint> {
  const host = await db.host.create({
    data: { name: input.name, address: input.address ?? null, createdAt: input.now, updatedAt: input.now },
    select: { id: true },
  });
  const endpoint = await db.endpoint.create({
    data: {
      hostId: host.id,
      port: input.port ?? 636,
      transport: 'ldaps',
      intervalSeconds: input.intervalSeconds ?? 300,
      createdAt: input.now,
    },
    select: { id: true },
  });
  return { hostId: host.id, endpointId: endpoint.id };
}

/** Claims an endpoint and fails when that is not possible. */
export async function mustClaim(db: Database, endpointId: string, locationId: number): Promise<ClaimedEndpoint> {
  const result = await claimEndpoint(db, { endpointId, locationId });
  if (result.status !== 'claimed') throw new Error(`The endpoint cannot be claimed: ${result.status}.`);
  return result.endpoint;
}
