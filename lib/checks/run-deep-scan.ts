import { now } from '../clock.ts';
import type { Database } from '../db/client.ts';
import { storable } from '../db/storable.ts';
import { type DeepScanOptions, deepScan } from '../probe/deep-scan/deep-scan.ts';
import type { DeepScan } from '../probe/deep-scan/record.ts';
import type { RevocationCache } from '../probe/revocation/cache.ts';
import { createRevocationCheck } from '../probe/revocation/create-revocation-check.ts';
import type { ClaimedDeepScan } from './claim-deep-scan.ts';
import type { CheckContext } from './run-check.ts';

/** What deep scans run with, beside what checks do. */
export type DeepScanContext = Pick<CheckContext, 'db' | 'location' | 'trust' | 'resolvers'> & {
  revocation: {
    /** May answers be fetched from the addresses that certificates name? */
    allowed: boolean;
    proxy: URL | null;
    cache: RevocationCache;
  };
};

/** superseded: the claim was lost, or the endpoint removed, meanwhile. interrupted: the signal ended it. Nothing was saved then. */
export type DeepScanOutcome = { status: 'saved'; outcome: DeepScan['outcome'] } | { status: 'superseded' | 'interrupted' };

/** One deep scan of a claimed endpoint: asks and saves. A failing server is a result. The claim stays with the caller. */
export async function runDeepScan(
  context: DeepScanContext,
  claimed: ClaimedDeepScan,
  options: Pick<DeepScanOptions, 'signal' | 'onProgress'> = {},
): Promise<DeepScanOutcome> {
  const resolvers = claimed.resolvers.length > 0 ? claimed.resolvers : context.resolvers;
  const scan = await deepScan(claimed.target, {
    ...options,
    location: context.location,
    anchors: await context.trust.forDomain(claimed.domainId),
    checkRevocation: revocationCheckOf({ ...context, resolvers }, claimed),
    ...(claimed.address === null ? {} : { addresses: [claimed.address] }),
    ...(resolvers.length > 0 ? { resolvers } : {}),
  });
  if (options.signal?.aborted) return { status: 'interrupted' };
  return (await saveDeepScan(context.db, claimed, scan)) ? { status: 'saved', outcome: scan.outcome } : { status: 'superseded' };
}

/** Lists that the directory itself keeps are asked for at the server that is scanned, without an account. */
function revocationCheckOf({ revocation, resolvers }: DeepScanContext, { target, address, evidence }: ClaimedDeepScan) {
  const known = address ?? evidence?.attempts.find(({ handshake }) => handshake.status === 'ok')?.address ?? null;
  const transport = target.transport === 'ldaps' ? ('ldaps' as const) : ('plain' as const);
  return createRevocationCheck({
    ...revocation,
    now,
    resolvers,
    directoryServer: known === null ? null : { host: target.host, address: known, port: target.port, transport, credentials: null },
  });
}

/**
 * Keeps the scan in place of the earlier one, gives the claim back and makes a check due, which judges with it: all of it or nothing.
 * A scan that reached nothing tells nothing of the door, so it replaces none that did. Returns false when the claim was lost.
 */
async function saveDeepScan(db: Database, { endpointId, locationId, until }: ClaimedDeepScan, seen: DeepScan): Promise<boolean> {
  const scan = storable(seen);
  return db.$transaction(async (transaction) => {
    const saved = await transaction.$executeRaw`
      UPDATE endpoint_states AS state SET deep_scan_claimed_until = NULL,
        next_due_at = CASE WHEN host.paused_at IS NULL THEN clock_timestamp() END
      FROM endpoints AS endpoint JOIN hosts AS host ON host.id = endpoint.host_id
      WHERE endpoint.id = state.endpoint_id AND state.endpoint_id = ${endpointId}::uuid AND state.location_id = ${locationId}
        AND state.deep_scan_claimed_until = ${until}`;
    if (saved === 0) return false;
    await transaction.$executeRaw`
      INSERT INTO deep_scans AS known (endpoint_id, location_id, started_at, document)
      VALUES (${endpointId}::uuid, ${locationId}, ${new Date(scan.startedAt)}, ${JSON.stringify(scan)}::jsonb)
      ON CONFLICT (endpoint_id, location_id) DO UPDATE SET started_at = excluded.started_at, document = excluded.document
        WHERE excluded.document ->> 'outcome' <> 'not-reachable' OR known.document ->> 'outcome' = 'not-reachable'`;
    return true;
  });
}
