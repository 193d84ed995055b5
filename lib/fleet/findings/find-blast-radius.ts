import { aheadMaxMs, staleAfterIntervals, staleGraceSeconds } from '../../checks/read/host-state.ts';
import type { Database, Transaction } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { blastRadiusHosts, issuerBlastRadius } from '../../diagnosis/fleet-rules/issuer-blast-radius.ts';
import type { FoundInFleet } from './reconcile.ts';

/** Findings that blame certificates, with the fact that names their SHA-256. */
const blamingFacts: Readonly<Record<string, string>> = {
  'certificate-expired': 'sha256',
  'certificate-not-yet-valid': 'sha256',
  'certificate-expiring': 'sha256',
  'certificate-revoked': 'revokedSha256',
  'chain-certificate-expired': 'expiredSha256',
  'chain-certificate-expiring': 'sha256',
  'chain-invalid': 'sha256',
  'self-signed-certificate': 'sha256',
  'weak-key': 'sha256',
  'weak-signature': 'sha256',
};
/** Blames whatever stands on top of the path. */
const untrusted = 'issuer-not-trusted';
const certificatesMax = 200;

type BlamedRow = {
  sha256: string;
  name: string;
  is_ca: boolean;
  door_count: number;
  hosts: string[];
  domains: string[];
  causes: { id: string; no: number; title: string; hostCount: number }[];
};

/** Is a result no older than results may be, and not ahead of the clock? As lib/checks/read/host-state.ts judges it. */
const isFresh = (state: 'state' | 'look', now: Date): Prisma.Sql => Prisma.sql`
  ${Prisma.raw(state)}.last_checked_at > ${now}::timestamptz
    - (${staleAfterIntervals}::int * endpoint.interval_seconds + ${staleGraceSeconds}::int) * interval '1 second'
  AND ${Prisma.raw(state)}.last_checked_at <= ${now}::timestamptz + ${aheadMaxMs}::int * interval '1 millisecond'`;

/** Do the domain's locations together make something bad of the door? As lib/checks/read/host-state.ts joins what they see. */
const isBadTogether = (now: Date): Prisma.Sql => Prisma.sql`
  (COALESCE(domain.verdict_policy, 'any') NOT IN ('majority', 'all') OR (
    SELECT count(*) FILTER (WHERE look.verdict IN ('critical', 'warning')) > CASE domain.verdict_policy WHEN 'all' THEN count(*) - 1
      ELSE (count(*) - 1) / 2 END
    FROM endpoint_states AS look
    WHERE look.endpoint_id = state.endpoint_id AND look.verdict <> 'unknown' AND ${isFresh('look', now)}))`;

/**
 * 604: every certificate that fresh leading findings of three hosts or more blame, in one query over current states. What is accepted
 * leads nowhere, and what a domain's locations outvote counts no more here than on the board.
 */
export async function findBlastRadius(db: Database | Transaction, now: Date): Promise<FoundInFleet[]> {
  const ids = Object.keys(blamingFacts);
  const rows = await db.$queryRaw<BlamedRow[]>`
    WITH led AS MATERIALIZED (
      SELECT state.endpoint_id, state.location_id, host.id AS host_id, host.name AS host, host.domain_id, state.root_cause_id AS id,
        state.root_cause_no AS no, state.root_cause_title AS title, finding.facts -> blaming.fact AS named
      FROM endpoint_states AS state
        JOIN endpoints AS endpoint ON endpoint.id = state.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
        LEFT JOIN domains AS domain ON domain.id = host.domain_id
        JOIN open_findings AS finding ON finding.endpoint_id = state.endpoint_id AND finding.location_id = state.location_id
          AND finding.finding_id = state.root_cause_id
        LEFT JOIN unnest(${ids}::text[], ${Object.values(blamingFacts)}::text[]) AS blaming(id, fact) ON blaming.id = state.root_cause_id
      WHERE state.root_cause_id = ANY(${[...ids, untrusted]}) AND state.verdict IN ('critical', 'warning')
        AND host.paused_at IS NULL AND host.ldaps_intended
        AND ${isFresh('state', now)} AND ${isBadTogether(now)}
    ), blamed AS MATERIALIZED (
      SELECT endpoint_id, host_id, host, domain_id, id, no, title, sha256 FROM led CROSS JOIN LATERAL (
        SELECT jsonb_array_elements_text(CASE jsonb_typeof(named) WHEN 'array' THEN named WHEN 'string' THEN jsonb_build_array(named)
          ELSE '[]'::jsonb END) AS sha256) AS named_certificate
      UNION
      SELECT led.endpoint_id, host_id, host, domain_id, id, no, title, top.sha256 FROM led CROSS JOIN LATERAL (
        SELECT sha256, depth FROM path_certificates AS path
        WHERE path.endpoint_id = led.endpoint_id AND path.location_id = led.location_id ORDER BY depth DESC LIMIT 1) AS top
      WHERE led.id = ${untrusted} AND top.depth > 0
    ), many AS MATERIALIZED (
      SELECT sha256, count(DISTINCT endpoint_id)::int AS door_count, array_agg(DISTINCT host ORDER BY host) AS hosts,
        array_remove(array_agg(DISTINCT domain_id), NULL) AS domain_ids
      FROM blamed GROUP BY sha256 HAVING count(DISTINCT host_id) >= ${blastRadiusHosts} LIMIT ${certificatesMax}
    )
    SELECT many.sha256, many.door_count, many.hosts, certificate.is_ca,
      COALESCE(NULLIF(certificate.name, ''), NULLIF(certificate.subject, ''), left(many.sha256, 16)) AS name,
      ARRAY(SELECT name FROM domains WHERE id = ANY(many.domain_ids) ORDER BY name LIMIT 2) AS domains,
      (SELECT json_agg(cause ORDER BY cause."hostCount" DESC, cause.no) FROM (
        SELECT id, no, title, count(DISTINCT host_id)::int AS "hostCount" FROM blamed WHERE blamed.sha256 = many.sha256 GROUP BY id, no, title
      ) AS cause) AS causes
    FROM many JOIN certificates AS certificate ON certificate.sha256 = many.sha256
    ORDER BY many.sha256`;
  return rows.flatMap(({ sha256, name, is_ca: isCa, causes, hosts, door_count: doorCount, domains }) => {
    const discovery = issuerBlastRadius.check({ sha256, name, isCa, causes, hosts, doorCount });
    const [domain] = domains;
    return discovery === null ? [] : [{ subject: sha256, domain: domains.length === 1 && domain ? domain : '', hosts, discovery }];
  });
}
