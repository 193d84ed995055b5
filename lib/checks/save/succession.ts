import { z } from 'zod';
import { predecessorAmong } from '../../certificates/succession.ts';
import { advisoryLocks } from '../../db/advisory-locks.ts';
import type { Transaction } from '../../db/client.ts';

/** Bounds of what is looked at, however many doors a host has and however often they changed their certificate. */
const doorsMax = 20;
const leavesPerDoorMax = 20;

/** One certificate took the place of another. */
export type Succession = { older: string; newer: string };

const leafRow = z.object({
  sha256: z.string(),
  subject: z.string(),
  dnsNames: z.array(z.string()),
  ipAddresses: z.array(z.string()),
  isCa: z.boolean(),
  notBefore: z.date().nullable(),
  notAfter: z.date().nullable(),
  predecessorSha256: z.string().nullable(),
  /** 0: served at this door until now, or beside. 1: served at another door of the host. 2: served at this door before. */
  place: z.number(),
});
type LeafRow = z.output<typeof leafRow>;

/** Lets one transaction at a time change certificates that others may have added. Taken after the lock of a host. */
export async function lockCertificates(transaction: Transaction): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.certificates})`;
}

/**
 * Whose place the leaves that began at a door took: of the leaf they replaced there, else of one that another door of the host
 * serves, else of one that was served there earlier. Two doors may be looked at in any order, so a newer leaf of another door gets
 * its predecessor too when that begins here. Each certificate has one predecessor, the first that is found.
 */
export async function findSuccessions(
  transaction: Transaction,
  door: { endpointId: string; hostId: string; begun: readonly string[]; at: Date },
): Promise<Succession[]> {
  // Doors of one host that begin something at the same time look at each other one after the other, so that one of them sees both.
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.certificatesOfHost}::int, hashtext(${door.hostId}))`;
  const rows = await transaction.$queryRaw<unknown[]>`
    WITH doors AS (
      SELECT id FROM endpoints WHERE host_id = ${door.hostId}::uuid ORDER BY (id = ${door.endpointId}::uuid) DESC, port LIMIT ${doorsMax}
    ), leaves AS (
      SELECT doors.id = ${door.endpointId}::uuid AS here, leaf.sha256, leaf.to_at
      FROM doors CROSS JOIN LATERAL (
        SELECT sha256, to_at FROM served_certificates AS served WHERE served.endpoint_id = doors.id AND served.is_leaf
        ORDER BY to_at DESC NULLS FIRST LIMIT ${leavesPerDoorMax}) AS leaf
    ), placed AS (
      SELECT sha256, min(CASE WHEN here AND (to_at IS NULL OR to_at >= ${door.at}) THEN 0 WHEN to_at IS NULL THEN 1 ELSE 2 END) AS place,
        max(coalesce(to_at, 'infinity')) AS until
      FROM leaves WHERE here OR to_at IS NULL GROUP BY sha256
    )
    SELECT certificate.sha256, certificate.subject, certificate.dns_names AS "dnsNames", coalesce(certificate.ip_addresses, '{}') AS "ipAddresses",
      certificate.is_ca AS "isCa", certificate.not_before AS "notBefore", certificate.not_after AS "notAfter",
      certificate.predecessor_sha256 AS "predecessorSha256", placed.place
    FROM placed JOIN certificates AS certificate ON certificate.sha256 = placed.sha256
    -- What an earlier version kept and nobody has read anew yet tells neither its addresses nor its role.
    WHERE certificate.read_version > 0
    ORDER BY placed.place, placed.until DESC, certificate.not_after DESC NULLS LAST, certificate.sha256`;
  return successionsAmong(z.array(leafRow).parse(rows), new Set(door.begun));
}

function successionsAmong(leaves: readonly LeafRow[], begun: ReadonlySet<string>): Succession[] {
  const found: Succession[] = [];
  for (const newer of leaves) {
    if (newer.predecessorSha256 !== null) continue;
    // What began here may have taken anybody's place; what others serve that of what began here alone.
    const candidates = begun.has(newer.sha256) ? leaves : newer.place < 2 ? leaves.filter(({ sha256 }) => begun.has(sha256)) : [];
    const older = predecessorAmong(newer, candidates);
    if (older) found.push({ older: older.sha256, newer: newer.sha256 });
  }
  return found;
}

/** Keeps a succession, unless the newer certificate has a predecessor already; it and its successors join the line of the older one. */
export async function saveSuccession(transaction: Transaction, { older, newer }: Succession): Promise<void> {
  await transaction.$executeRaw`
    WITH RECURSIVE line AS (
      SELECT coalesce(line_sha256, sha256) AS sha256 FROM certificates WHERE sha256 = ${older}
    ), below AS (
      SELECT sha256 FROM certificates WHERE sha256 = ${newer} AND predecessor_sha256 IS NULL
      UNION
      SELECT certificate.sha256 FROM certificates AS certificate JOIN below ON certificate.predecessor_sha256 = below.sha256
    )
    UPDATE certificates SET line_sha256 = line.sha256,
      predecessor_sha256 = CASE WHEN certificates.sha256 = ${newer} THEN ${older} ELSE certificates.predecessor_sha256 END
    FROM line, below WHERE certificates.sha256 = below.sha256`;
}
