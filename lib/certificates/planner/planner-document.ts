import type { Database } from '../../db/client.ts';
import type { PlanRow } from './renewals.ts';

/**
 * Columns side by side: the n-th of each belong together. Those without free text are one string, their values apart by commas, empty
 * where there is none; `doors` has numbers with blanks between, one for each sighting.
 */
export type CertificateColumns = {
  sha256: string;
  name: string[];
  notBeforeMs: string;
  notAfterMs: string;
  issuerName: string[];
  template: (string | null)[];
  predecessor: string;
  doors: string;
};

/** All that the planner asks of the database, as one statement answers it. Hosts and doors are known by their place in the columns. */
export type PlannerDocument = {
  /** Windows of the installation. */
  installation: unknown;
  hosts: { name: string[]; site: string[]; domain: string[]; owner: string[]; ownWindows: unknown[]; domainWindows: unknown[] };
  /** The host of each door. */
  doorHosts: number[];
  leaves: CertificateColumns;
  issuers: CertificateColumns;
  plans: PlanRow[];
  unreadable: number;
};

/**
 * Certificates are looked up one by one, which OFFSET 0 sees to: a scan would read those that are no longer in use, too.
 *
 * Columns and not rows, because the database writes one text of 8,000 values much faster than 8,000 arrays of a few, and numbers for
 * hosts and doors, because their ids would be most of the document.
 */
export async function readPlannerDocument(db: Database): Promise<PlannerDocument> {
  const [row] = await db.$queryRaw<{ document: string }[]>`
    WITH host AS MATERIALIZED (
      SELECT host.id, (row_number() OVER ())::int - 1 AS no, host.name,
        COALESCE(NULLIF(host.site, ''), host.site_detected) AS site, COALESCE(domain.name, '') AS domain,
        COALESCE(NULLIF(host.owner, ''), domain.owner, '') AS owner,
        host.expiry_windows AS own_windows, domain.expiry_windows AS domain_windows
      FROM hosts AS host LEFT JOIN domains AS domain ON domain.id = host.domain_id
    ), door AS MATERIALIZED (
      SELECT endpoint.id, (row_number() OVER ())::int - 1 AS no, host.no AS host_no
      FROM endpoints AS endpoint JOIN host ON host.id = endpoint.host_id
    ), use AS (
      SELECT 'leaf' AS kind, served.sha256, array_to_string(array_agg(door.no), ' ') AS doors
      FROM served_certificates AS served JOIN door ON door.id = served.endpoint_id
      WHERE served.to_at IS NULL AND served.is_leaf GROUP BY served.sha256
      UNION ALL
      SELECT 'issuer', path.sha256, array_to_string(array_agg(door.no), ' ')
      FROM path_certificates AS path JOIN door ON door.id = path.endpoint_id WHERE path.depth > 0 GROUP BY path.sha256
    ), used AS MATERIALIZED (
      SELECT use.kind, use.doors, certificate.* FROM use JOIN LATERAL (
        SELECT sha256, COALESCE(NULLIF(name, ''), subject) AS name, issuer_name, template, predecessor_sha256,
          (date_part('epoch', not_before) * 1000)::bigint AS not_before_ms, (date_part('epoch', not_after) * 1000)::bigint AS not_after_ms
        FROM certificates WHERE certificates.sha256 = use.sha256 OFFSET 0
      ) AS certificate ON true
    ), columns AS (
      SELECT kind, json_build_object(
        'sha256', string_agg(sha256, ','), 'name', array_to_json(array_agg(name)),
        'notBeforeMs', string_agg(not_before_ms::text, ','), 'notAfterMs', string_agg(not_after_ms::text, ','),
        'issuerName', array_to_json(array_agg(issuer_name)), 'template', array_to_json(array_agg(template)),
        'predecessor', string_agg(COALESCE(predecessor_sha256, ''), ','), 'doors', string_agg(doors, ',')) AS document
      FROM used WHERE not_before_ms IS NOT NULL AND not_after_ms IS NOT NULL GROUP BY kind
    )
    SELECT json_build_object(
      'installation', (SELECT expiry_windows FROM installation),
      'hosts', (SELECT json_build_object(
        'name', array_to_json(array_agg(name)), 'site', array_to_json(array_agg(site)), 'domain', array_to_json(array_agg(domain)),
        'owner', array_to_json(array_agg(owner)), 'ownWindows', array_to_json(array_agg(own_windows)),
        'domainWindows', array_to_json(array_agg(domain_windows))) FROM (SELECT * FROM host ORDER BY no) AS host),
      'doorHosts', (SELECT array_to_json(array_agg(host_no)) FROM (SELECT host_no FROM door ORDER BY no) AS door),
      'leaves', (SELECT document FROM columns WHERE kind = 'leaf'),
      'issuers', (SELECT document FROM columns WHERE kind = 'issuer'),
      'plans', COALESCE((
        SELECT json_agg(json_build_object(
          'id', plan.id, 'sha256', plan.sha256, 'host', host.no, 'state', plan.state, 'successor', plan.successor_sha256,
          'dueOn', plan.due_on,
          'doors', (SELECT count(*) FROM renewal_doors AS part WHERE part.plan_id = plan.id),
          'served', (SELECT count(*) FROM renewal_doors AS part WHERE part.plan_id = plan.id AND part.served_at IS NOT NULL)
        ) ORDER BY plan.created_at)
        FROM renewal_plans AS plan LEFT JOIN host ON host.id = plan.host_id WHERE plan.closed_at IS NULL), '[]'),
      'unreadable', (SELECT count(*) FROM used WHERE kind = 'leaf' AND (not_before_ms IS NULL OR not_after_ms IS NULL))
    )::text AS document`;
  if (row === undefined) throw new Error('The planner is one row.');
  return complete(JSON.parse(row.document));
}

/** The columns of no rows are null in the database's answer. */
function complete(document: PlannerDocument): PlannerDocument {
  return {
    ...document,
    hosts: document.hosts.name === null ? noHosts : document.hosts,
    doorHosts: document.doorHosts ?? [],
    leaves: document.leaves ?? noCertificates,
    issuers: document.issuers ?? noCertificates,
  };
}

const noHosts: PlannerDocument['hosts'] = { name: [], site: [], domain: [], owner: [], ownWindows: [], domainWindows: [] };
const noCertificates: CertificateColumns = {
  ...{ sha256: '', name: [], notBeforeMs: '', notAfterMs: '', issuerName: [], template: [], predecessor: '', doors: '' },
};
