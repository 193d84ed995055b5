import type { Database } from '../db/client.ts';
import { type Evidence, evidence as evidenceRecord, type ProbeTarget } from '../probe/evidence.ts';
import { domainResolvers } from './domain-resolvers.ts';

/** Longer than a scan may take with all that belongs to it: a worker that died blocks the endpoint for no longer. */
export const DEEP_SCAN_CLAIM_MS = 45_000;

/** An endpoint that is ours to scan until `until`, which is the claim. */
export type ClaimedDeepScan = {
  endpointId: string;
  locationId: number;
  until: Date;
  target: ProbeTarget;
  /** Dialled instead of what the name resolves to. */
  address: string | null;
  domainId: number | null;
  /** As of a check (lib/checks/claim.ts). */
  resolvers: string[];
  /** Of the newest check; null before the first, and for a record that this version cannot read. */
  evidence: Evidence | null;
  /** When the newest scan from this location began. */
  scannedAt: Date | null;
};

/** busy: it is being scanned, from here or from another location. no: it is gone, paused, or LDAPS is not intended there. */
type ClaimedResult = { status: 'claimed'; scan: ClaimedDeepScan } | { status: 'busy' } | { status: 'no' };

type Row = {
  allowed: boolean;
  busy: boolean;
  name: string;
  port: number;
  transport: 'ldaps' | 'starttls';
  address: string | null;
  domain_id: number | null;
  resolvers: string[];
  document: unknown;
  scanned_at: Date | null;
};

/** Takes the right to scan one endpoint from one location, if nobody scans it from anywhere. The database's clock decides. */
export async function claimDeepScan(db: Database, place: { endpointId: string; locationId: number }): Promise<ClaimedResult> {
  return db.$transaction(async (transaction) => {
    // All locations' claims of one endpoint are made one after the other.
    await transaction.$executeRaw`SELECT 1 FROM endpoints WHERE id = ${place.endpointId}::uuid FOR NO KEY UPDATE`;
    const [row] = await transaction.$queryRaw<Row[]>`
      SELECT host.paused_at IS NULL AND host.ldaps_intended AS allowed, host.name, endpoint.port, endpoint.transport::text, host.address, host.domain_id,
        ${domainResolvers} AS resolvers,
        EXISTS (SELECT FROM endpoint_states AS other WHERE other.endpoint_id = endpoint.id AND other.deep_scan_claimed_until > clock_timestamp()
          AND other.deep_scan_claimed_until <= clock_timestamp() + ${DEEP_SCAN_CLAIM_MS} * interval '1 millisecond') AS busy,
        (SELECT document FROM evidence WHERE evidence.id = state.evidence_id) AS document,
        (SELECT started_at FROM deep_scans WHERE endpoint_id = state.endpoint_id AND location_id = state.location_id) AS scanned_at
      FROM endpoint_states AS state JOIN endpoints AS endpoint ON endpoint.id = state.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
      WHERE state.endpoint_id = ${place.endpointId}::uuid AND state.location_id = ${place.locationId}`;
    if (!row?.allowed) return { status: 'no' };
    if (row.busy) return { status: 'busy' };
    const [claim] = await transaction.$queryRaw<{ until: Date }[]>`
      UPDATE endpoint_states SET deep_scan_claimed_until = clock_timestamp() + ${DEEP_SCAN_CLAIM_MS} * interval '1 millisecond'
      WHERE endpoint_id = ${place.endpointId}::uuid AND location_id = ${place.locationId} RETURNING deep_scan_claimed_until AS until`;
    if (!claim) return { status: 'no' };
    const evidence = evidenceRecord.safeParse(row.document);
    return {
      status: 'claimed',
      scan: {
        ...place,
        until: claim.until,
        target: { host: row.name, port: row.port, transport: row.transport },
        address: row.address,
        domainId: row.domain_id,
        resolvers: row.resolvers,
        evidence: evidence.success ? evidence.data : null,
        scannedAt: row.scanned_at,
      },
    };
  });
}

/** Gives a claim back. One that ran out and was taken by somebody else is left alone. */
export async function releaseDeepScan(db: Database, { endpointId, locationId, until }: ClaimedDeepScan): Promise<void> {
  await db.endpointState.updateMany({
    where: { endpointId, locationId, deepScanClaimedUntil: until },
    data: { deepScanClaimedUntil: null },
  });
}
