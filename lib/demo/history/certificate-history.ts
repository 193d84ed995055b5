import { certificateRow } from '../../certificates/certificate-row.ts';
import type { Transaction } from '../../db/client.ts';
import { demoManager } from '../../fleet/demo/marks.ts';
import { readCertificate } from '../../probe/x509/read-certificate.ts';
import { historyDays } from '../former-certificates.ts';
import type { StandingDemo } from '../stand-up.ts';

type Place = { location: { id: number }; now: Date };

/** Which certificates the doors served before, from when to when, and which took the place of which. */
export async function writeCertificateHistory(tx: Transaction, demo: StandingDemo, { location, now }: Place): Promise<void> {
  const begin = new Date(now.getTime() - historyDays * 86_400_000);
  await tx.$executeRaw`
    UPDATE served_certificates AS served SET from_at = least(${now}::timestamptz, greatest(${begin}::timestamptz, certificate.not_before + interval '5 hours'))
    FROM certificates AS certificate, endpoints AS endpoint, hosts AS host
    WHERE certificate.sha256 = served.sha256 AND endpoint.id = served.endpoint_id AND host.id = endpoint.host_id
      AND host.managed_by = ${demoManager} AND served.location_id = ${location.id} AND served.to_at IS NULL AND certificate.not_before IS NOT NULL`;
  const rows = demo.former.map(({ der, until }) => certificateRow(readCertificate(der), begin < until ? begin : until));
  await tx.certificate.createMany({ data: rows.sort((one, other) => (one.sha256 < other.sha256 ? -1 : 1)), skipDuplicates: true });
  const former = JSON.stringify(demo.former.map(({ host, sha256, until }) => ({ host, sha256, until })));
  await tx.$executeRaw`
    WITH former AS (
      SELECT endpoint.id AS endpoint_id, host.id AS host_id, known.sha256, known.until, served.id AS now_id, served.sha256 AS now_sha256
      FROM jsonb_to_recordset(${former}::jsonb) AS known(host text, sha256 text, until timestamptz)
        JOIN hosts AS host ON host.name = known.host AND host.managed_by = ${demoManager} JOIN endpoints AS endpoint ON endpoint.host_id = host.id
        JOIN served_certificates AS served ON served.endpoint_id = endpoint.id AND served.location_id = ${location.id} AND served.is_leaf AND served.to_at IS NULL
    ), begun AS (
      UPDATE served_certificates AS served SET from_at = former.until FROM former WHERE served.id = former.now_id
    ), ended AS (
      INSERT INTO served_certificates (endpoint_id, location_id, sha256, is_leaf, from_at, to_at)
      SELECT endpoint_id, ${location.id}, sha256, true, ${begin}::timestamptz, until FROM former ON CONFLICT DO NOTHING
    ), noticed AS (
      INSERT INTO changes (host_id, endpoint_id, location_id, at, kind, before, after)
      SELECT host_id, endpoint_id, ${location.id}, until, 'certificate', sha256, now_sha256 FROM former
    )
    UPDATE certificates AS certificate SET predecessor_sha256 = former.sha256, line_sha256 = former.sha256
    FROM former WHERE certificate.sha256 = former.now_sha256`;
  // A host that serves the old certificate at one door and its successor at another.
  await tx.$executeRaw`
    UPDATE certificates AS newer SET predecessor_sha256 = older.sha256, line_sha256 = coalesce(older.line_sha256, older.sha256)
    FROM certificates AS older, served_certificates AS one, served_certificates AS other, endpoints AS here, endpoints AS there, hosts AS host
    WHERE one.sha256 = newer.sha256 AND other.sha256 = older.sha256 AND one.is_leaf AND other.is_leaf AND one.to_at IS NULL AND other.to_at IS NULL
      AND here.id = one.endpoint_id AND there.id = other.endpoint_id AND here.host_id = there.host_id AND here.id <> there.id
      AND host.id = here.host_id AND host.managed_by = ${demoManager} AND newer.not_before > older.not_before AND newer.not_after > older.not_after
      AND newer.predecessor_sha256 IS NULL`;
  await tx.$executeRaw`
    UPDATE certificates AS certificate SET first_seen_at = served.from_at FROM (
      SELECT sha256, min(from_at) AS from_at FROM served_certificates JOIN endpoints ON endpoints.id = endpoint_id JOIN hosts ON hosts.id = host_id
      WHERE hosts.managed_by = ${demoManager} GROUP BY sha256) AS served
    WHERE certificate.sha256 = served.sha256 AND certificate.first_seen_at > served.from_at`;
}
