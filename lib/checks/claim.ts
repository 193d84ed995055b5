import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../db/client.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Profile } from '../diagnosis/rule.ts';
import { windowsInForce } from '../fleet/expiry-windows.ts';
import type { ProbeTarget } from '../probe/evidence.ts';
import { clockToleranceMs } from './database-time.ts';
import { domainResolvers } from './domain-resolvers.ts';
import type { RegisteredDoor } from './subject.ts';

/** How long a claim holds without being renewed: a worker that died blocks its endpoints for no longer. */
export const CLAIM_MS = 10_000;

/** An endpoint that is ours to probe from one location until the claim is released or runs out. */
export type ClaimedEndpoint = {
  endpointId: string;
  hostId: string;
  locationId: number;
  /** Proves the claim; a result is saved only under it. */
  token: string;
  target: ProbeTarget;
  /** Dialled instead of what the name resolves to. */
  address: string | null;
  domainId: number | null;
  /** DNS servers that know its domain from inside; empty for the worker's, and always for a location that looks from outside. */
  resolvers: string[];
  /** Is there an account to bind with, of the host or of its domain? */
  hasAccount: boolean;
  registered: RegisteredDoor;
  /** When its newest result was saved, by the database's clock; null when there is none, or when that clock was set back since. */
  lastSavedAt: Date | null;
};

/** busy: somebody else is probing it. paused, gone: there is nothing to probe (any more). */
export type ClaimResult = { status: 'claimed'; endpoint: ClaimedEndpoint } | { status: 'busy' } | { status: 'paused' } | { status: 'gone' };

/** Longer than any claim holds. */
const tolerance = Prisma.sql`${clockToleranceMs}::int * interval '1 millisecond'`;

type ClaimRow = {
  host_id: string;
  name: string;
  port: number;
  transport: 'ldaps' | 'starttls';
  address: string | null;
  domain_id: number | null;
  resolvers: string[];
  has_account: boolean;
  profile: Profile | null;
  detected_profile: Profile | null;
  stands_for_domain: boolean;
  expected_addresses: string[];
  reached_from_outside: boolean;
  ldaps_intended: boolean;
  slow_after_ms: number | null;
  host_windows: unknown;
  domain_windows: unknown;
  installation_windows: unknown;
  last_saved_at: Date | null;
};

/**
 * Takes the right to probe one endpoint from one location, if nobody else holds it. The database's clock decides what has run out,
 * so that workers whose clocks differ still exclude each other. A claim that runs on for longer than any is given was made before
 * that clock was set back, and counts as run out.
 */
export async function claimEndpoint(
  db: Database | Transaction,
  input: { endpointId: string; locationId: number; holdMs?: number },
): Promise<ClaimResult> {
  const token = randomUUID();
  const rows = await db.$queryRaw<ClaimRow[]>`
    UPDATE endpoint_states AS state
    SET claim_token = ${token}::uuid, claimed_until = clock_timestamp() + ${input.holdMs ?? CLAIM_MS} * interval '1 millisecond'
    FROM endpoints AS endpoint JOIN hosts AS host ON host.id = endpoint.host_id
    WHERE state.endpoint_id = ${input.endpointId}::uuid AND state.location_id = ${input.locationId}
      AND endpoint.id = state.endpoint_id AND host.paused_at IS NULL
      AND (state.claimed_until IS NULL OR state.claimed_until <= clock_timestamp() OR state.claimed_until > clock_timestamp() + ${tolerance})
    RETURNING endpoint.host_id, host.name, endpoint.port, endpoint.transport::text, host.address,
      host.domain_id, ${domainResolvers} AS resolvers,
      EXISTS (SELECT FROM bind_accounts WHERE host_id = host.id OR domain_id = host.domain_id) AS has_account,
      host.profile, state.detected_profile, host.stands_for_domain, coalesce(host.expected_addresses, '{}') AS expected_addresses,
      (host.reached_from_outside OR (SELECT reach FROM locations WHERE id = state.location_id) = 'outside') AS reached_from_outside,
      host.ldaps_intended, endpoint.slow_after_ms,
      host.expiry_windows AS host_windows,
      (SELECT expiry_windows FROM domains WHERE id = host.domain_id) AS domain_windows,
      (SELECT expiry_windows FROM installation) AS installation_windows,
      CASE WHEN state.saved_at <= clock_timestamp() + ${tolerance} THEN state.saved_at END AS last_saved_at`;
  const row = rows[0];
  if (!row) return unclaimable(db, input);
  return {
    status: 'claimed',
    endpoint: {
      endpointId: input.endpointId,
      hostId: row.host_id,
      locationId: input.locationId,
      token,
      target: { host: row.name, port: row.port, transport: row.transport },
      address: row.address,
      domainId: row.domain_id,
      resolvers: row.resolvers,
      hasAccount: row.has_account,
      registered: {
        profile: row.profile,
        detectedProfile: row.detected_profile,
        standsForDomain: row.stands_for_domain,
        expectedAddresses: row.expected_addresses,
        reachedFromOutside: row.reached_from_outside,
        ldapsIntended: row.ldaps_intended,
        slowAfterMs: row.slow_after_ms,
        expiryWindows: windowsInForce({ host: row.host_windows, domain: row.domain_windows, installation: row.installation_windows })
          .windows,
      },
      lastSavedAt: row.last_saved_at,
    },
  };
}

async function unclaimable(db: Database | Transaction, input: { endpointId: string; locationId: number }): Promise<ClaimResult> {
  const rows = await db.$queryRaw<{ paused: boolean }[]>`
    SELECT host.paused_at IS NOT NULL AS paused
    FROM endpoint_states AS state JOIN endpoints AS endpoint ON endpoint.id = state.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
    WHERE state.endpoint_id = ${input.endpointId}::uuid AND state.location_id = ${input.locationId}`;
  if (!rows[0]) return { status: 'gone' };
  return { status: rows[0].paused ? 'paused' : 'busy' };
}

/** What it takes to name a claim: its place is the key of its row, which no look-up by the token alone would find without a scan. */
export type Claim = Pick<ClaimedEndpoint, 'endpointId' | 'locationId' | 'token'>;

/** Holds claims for longer; returns the tokens that are still ours. */
export async function renewClaims(db: Database, claims: readonly Claim[], holdMs: number = CLAIM_MS): Promise<string[]> {
  if (claims.length === 0) return [];
  const rows = await db.$queryRaw<{ claim_token: string }[]>(renewal(claims, holdMs));
  return rows.map((row) => row.claim_token);
}

/** Gives claims back. Those that were lost meanwhile are left alone. */
export async function releaseClaims(db: Database | Transaction, claims: readonly Claim[]): Promise<void> {
  if (claims.length > 0) await db.$executeRaw(release(claims));
}

/** The statement that renews claims; it touches their rows alone. */
export const renewal = (claims: readonly Claim[], holdMs: number): Prisma.Sql => Prisma.sql`
  UPDATE endpoint_states AS state SET claimed_until = clock_timestamp() + ${holdMs} * interval '1 millisecond'
  FROM ${listOf(claims)} WHERE ${isOneOfThem} RETURNING state.claim_token`;

/** The statement that gives claims back; it touches their rows alone. */
export const release = (claims: readonly Claim[]): Prisma.Sql => Prisma.sql`
  UPDATE endpoint_states AS state SET claim_token = NULL, claimed_until = NULL FROM ${listOf(claims)} WHERE ${isOneOfThem}`;

const listOf = (claims: readonly Claim[]): Prisma.Sql => Prisma.sql`
  unnest(${claims.map((one) => one.endpointId)}::uuid[], ${claims.map((one) => one.locationId)}::int[],
    ${claims.map((one) => one.token)}::uuid[]) AS claim(endpoint_id, location_id, token)`;
const isOneOfThem = Prisma.sql`
  state.endpoint_id = claim.endpoint_id AND state.location_id = claim.location_id AND state.claim_token = claim.token`;
