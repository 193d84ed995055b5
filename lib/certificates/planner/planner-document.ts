import type { Database } from '../../db/client.ts';
import type { PlanRow } from './renewals.ts';

/** Hosts that have all but the name in common. `names` is theirs, with commas between: a host's name has none. */
type AlikeHosts = {
  names: string;
  site: string;
  domain: string;
  owner: string;
  /** Windows of the hosts and of their domain. */
  ownWindows: unknown;
  domainWindows: unknown;
};

/**
 * Certificates that have issuer and template in common, as columns side by side: the n-th of each belong together. Those without free
 * text are one string, their values apart by commas, empty where there is none. `uses` has numbers with blanks between, one for each
 * sighting: of a door for leaves (see hostOfDoor), of a host for issuers. An issuer may have none: it is in a trust store, and no path
 * leads to it.
 */
export type AlikeCertificates = {
  kind: 'leaf' | 'issuer';
  issuerName: string;
  template: string | null;
  sha256: string;
  name: string[];
  notBeforeMs: string;
  notAfterMs: string;
  predecessor: string;
  uses: string;
};

/** All that the planner asks of the database, as one statement answers it. Hosts are known by their place among all, from 0. */
export type PlannerDocument = {
  /** Windows of the installation. */
  installation: unknown;
  hosts: AlikeHosts[];
  certificates: AlikeCertificates[];
  plans: PlanRow[];
  unreadable: number;
};

/** A host has one door on each port, so host and port make the number of a door. */
const portCount = 65_536;
export const hostOfDoor = (door: number): number => Math.floor(door / portCount);

/**
 * Columns and not rows, because the database writes one text of 8,000 values much faster than 8,000 arrays of a few; what many have in
 * common is said once; and hosts and doors are numbers, because their ids would be most of the document.
 */
export async function readPlannerDocument(db: Database): Promise<PlannerDocument> {
  const [row] = await db.$queryRaw<{ hosts: string; certificates: string; rest: string }[]>`
    WITH alike_hosts AS MATERIALIZED (
      SELECT grouped.*, (row_number() OVER ())::int AS group_no FROM (
        SELECT domain_id, owner, COALESCE(NULLIF(site, ''), site_detected) AS site, expiry_windows,
          array_agg(id) AS ids, string_agg(name, ',') AS names
        FROM hosts GROUP BY 1, 2, 3, 4
      ) AS grouped
    ), host AS MATERIALIZED (
      SELECT one.id, (alike.before + one.ordinality - 1)::bigint AS no
      FROM (SELECT ids, sum(cardinality(ids)) OVER (ORDER BY group_no) - cardinality(ids) AS before FROM alike_hosts) AS alike
      CROSS JOIN unnest(alike.ids) WITH ORDINALITY AS one(id, ordinality)
    ), door AS MATERIALIZED (
      SELECT endpoint.id, host.no AS host_no, host.no * ${portCount}::int + endpoint.port AS no
      FROM endpoints AS endpoint JOIN host ON host.id = endpoint.host_id
    ), use AS (
      SELECT 'leaf' AS kind, served.sha256, string_agg(door.no::text, ' ') AS uses
      FROM served_certificates AS served JOIN door ON door.id = served.endpoint_id
      WHERE served.to_at IS NULL AND served.is_leaf GROUP BY served.sha256
      UNION ALL
      SELECT 'issuer', path.sha256, string_agg(door.host_no::text, ' ')
      FROM path_certificates AS path JOIN door ON door.id = path.endpoint_id WHERE path.depth > 0 GROUP BY path.sha256
      UNION ALL
      SELECT DISTINCT 'issuer', anchor.sha256, '' FROM trusted_certificates AS anchor
      WHERE anchor.kind = 'store' AND NOT EXISTS (SELECT FROM path_certificates AS path WHERE path.sha256 = anchor.sha256)
    ), alike_certificates AS MATERIALIZED (
      SELECT kind, issuer_name, template, not_before IS NULL OR not_after IS NULL AS is_unreadable, count(*) AS count,
        string_agg(sha256, ',') AS sha256, array_to_json(array_agg(COALESCE(NULLIF(name, ''), subject))) AS name,
        string_agg((date_part('epoch', not_before) * 1000)::bigint::text, ',') AS not_before_ms,
        string_agg((date_part('epoch', not_after) * 1000)::bigint::text, ',') AS not_after_ms,
        string_agg(COALESCE(predecessor_sha256, ''), ',') AS predecessor, string_agg(uses, ',') AS uses
      FROM use JOIN certificates USING (sha256) GROUP BY 1, 2, 3, 4
    )
    SELECT (
      SELECT json_agg(json_build_object('names', alike.names, 'site', alike.site, 'domain', COALESCE(domain.name, ''),
        'owner', COALESCE(NULLIF(alike.owner, ''), domain.owner, ''), 'ownWindows', alike.expiry_windows,
        'domainWindows', domain.expiry_windows) ORDER BY alike.group_no)::text
      FROM alike_hosts AS alike LEFT JOIN domains AS domain ON domain.id = alike.domain_id
    ) AS hosts, (
      SELECT json_agg(json_build_object('kind', kind, 'issuerName', issuer_name, 'template', template, 'sha256', sha256, 'name', name,
        'notBeforeMs', not_before_ms, 'notAfterMs', not_after_ms, 'predecessor', predecessor, 'uses', uses))::text
      FROM alike_certificates WHERE NOT is_unreadable
    ) AS certificates, json_build_object(
      'installation', (SELECT expiry_windows FROM installation),
      'plans', COALESCE((
        SELECT json_agg(json_build_object(
          'id', plan.id, 'sha256', plan.sha256, 'host', host.no, 'state', plan.state, 'successor', plan.successor_sha256,
          'dueOn', plan.due_on,
          'doors', (SELECT count(*) FROM renewal_doors AS part WHERE part.plan_id = plan.id),
          'served', (SELECT count(*) FROM renewal_doors AS part WHERE part.plan_id = plan.id AND part.served_at IS NOT NULL)
        ) ORDER BY plan.created_at)
        FROM renewal_plans AS plan LEFT JOIN host ON host.id = plan.host_id WHERE plan.closed_at IS NULL), '[]'),
      'unreadable', COALESCE((SELECT sum(count) FROM alike_certificates WHERE is_unreadable AND kind = 'leaf'), 0)
    )::text AS rest`;
  if (row === undefined) throw new Error('The planner is one row.');
  return { ...JSON.parse(row.rest), hosts: JSON.parse(row.hosts ?? '[]'), certificates: JSON.parse(row.certificates ?? '[]') };
}
