import type { Database } from '../../db/client.ts';
import type { CertificateRef } from './views.ts';

/** A door that hangs on an issuer, with a certificate that it serves below it. */
export type HangingDoor = {
  host: string;
  port: number;
  /** Empty where there is none. */
  site: string;
  domain: string;
  /** Empty for nobody. */
  owner: string;
  leaf: CertificateRef;
};

type DoorRow = Omit<HangingDoor, 'leaf'> & { sha256: string; name: string; not_before: Date | null; not_after: Date | null };

/**
 * Every door that hangs on an issuer now, over all locations, by host and port; a door that serves several certificates below it has
 * a line for each. The same doors as those that the issuer's page counts.
 */
export async function readHangingDoors(db: Database, issuerSha256: string): Promise<HangingDoor[]> {
  const rows = await db.$queryRaw<DoorRow[]>`
    WITH doors AS MATERIALIZED (
      SELECT DISTINCT leaf.sha256, leaf.endpoint_id
      FROM path_certificates AS issuer JOIN path_certificates AS leaf
        ON leaf.endpoint_id = issuer.endpoint_id AND leaf.location_id = issuer.location_id AND leaf.depth = 0
      WHERE issuer.sha256 = ${issuerSha256} AND issuer.depth > 0
    )
    SELECT host.name AS host, endpoint.port, COALESCE(NULLIF(host.site, ''), host.site_detected) AS site, COALESCE(domain.name, '') AS domain,
      COALESCE(NULLIF(host.owner, ''), domain.owner, '') AS owner, doors.sha256,
      COALESCE(NULLIF(certificate.name, ''), NULLIF(certificate.subject, ''), left(doors.sha256, 16)) AS name,
      certificate.not_before, certificate.not_after
    FROM doors JOIN endpoints AS endpoint ON endpoint.id = doors.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
    JOIN certificates AS certificate ON certificate.sha256 = doors.sha256
    LEFT JOIN domains AS domain ON domain.id = host.domain_id
    ORDER BY host.name, endpoint.port, certificate.not_after, doors.sha256`;
  return rows.map(({ sha256, name, not_before, not_after, ...door }) => ({
    ...door,
    leaf: { sha256, name, notBefore: not_before?.toISOString() ?? null, notAfter: not_after?.toISOString() ?? null },
  }));
}
