import { z } from 'zod';
import { monotonicMs } from '../clock.ts';
import type { Database } from '../db/client.ts';
import { storable } from '../db/storable.ts';
import type { FormerLeaf, HeldBind, Knowledge, KnownLeaf } from '../diagnosis/knowledge.ts';
import { type DeepScan, deepScan } from '../probe/deep-scan/record.ts';
import { bindStage, type Evidence } from '../probe/evidence.ts';
import { makesNoConnection, seenElsewhere, wayOf } from './seen-elsewhere.ts';

/** Bounds of what one look reads, however large the fleet and however long its history. */
const formerLeavesMax = 5;
const otherDoorsMax = 20;
const certificatesOfKeyMax = 10;
const endpointsOfCertificateMax = 50;
/** How many renewals of one certificate are followed, one after the other. */
const renewalsMax = 10;
const announcedLeavesMax = 20;
const waiversMax = 200;
const nameAnswersMax = 20;

const time = z.string().transform((text) => new Date(text).toISOString());
const leafRow = z.object({
  sha256: z.string(),
  subject: z.string(),
  issuer: z.string(),
  notBefore: time.nullable(),
  notAfter: time.nullable(),
});
const knowledgeRow = z.object({
  deepScan: z.unknown(),
  served: z.array(leafRow.extend({ toAt: time.nullable() })).nullable(),
  doors: z.array(leafRow.extend({ port: z.number(), transport: z.enum(['ldaps', 'starttls']), lookedAt: time })).nullable(),
  announced: z.array(leafRow.extend({ announcedAt: time })).nullable(),
  sameKey: z.array(z.string()).nullable(),
  nameAnswers: z
    .array(
      z.object({
        ...{ resolver: z.string(), side: z.enum(['internal', 'external']), askedAt: time },
        ...{ addresses: z.array(z.string()), failure: z.string().nullable() },
      }),
    )
    .nullable(),
  outsideIsUnasked: z.boolean().nullable(),
  waivers: z
    .array(
      z.object({
        ...{ id: z.string(), findingId: z.string(), reason: z.string(), until: time, by: z.string() },
        ...{ scope: z.enum(['host', 'domain', 'tag']), scopeName: z.string() },
      }),
    )
    .nullable(),
  elsewhere: z
    .array(
      z.object({
        ...{ location: z.string(), reach: z.enum(['inside', 'outside']).catch('inside'), lookedAt: time },
        ...{ addresses: z.array(z.string()), connects: z.array(z.object({ status: z.string(), code: z.string().optional() })) },
      }),
    )
    .nullable(),
  held: z.object({ endpointId: z.string().nullable(), since: time.nullable(), failure: z.unknown() }).nullable(),
});
/** How a refused bind is kept with the account. */
const heldFailure = z.object({ address: z.string(), bind: bindStage });

type Door = { hostId: string; endpointId: string; locationId: number };

/**
 * What the store knows of a door beside its evidence, in one statement that reads a bounded number of rows. `domainControllers` is
 * asked for apart, as it is the same for all doors of a domain.
 *
 * Newer certificates are announced by other doors that serve now what took the place of this door's leaf
 * (lib/certificates/succession.ts), from when one of them began, and by the renewal plans that this door belongs to, from when their new certificate was known.
 */
export async function readKnowledge(
  db: Database,
  door: Door,
  evidence: Evidence,
  domainControllers: readonly string[],
): Promise<Knowledge> {
  const leaves = leavesOf(evidence);
  const sha256s = leaves.map(({ sha256 }) => sha256);
  const keys = [...new Set(leaves.flatMap(({ publicKeySha256 }) => (publicKeySha256 === null ? [] : [publicKeySha256])))];
  const rows = await db.$queryRaw<unknown[]>`
    SELECT
      (SELECT document FROM deep_scans WHERE endpoint_id = ${door.endpointId}::uuid AND location_id = ${door.locationId}) AS "deepScan",
      (SELECT json_agg(json_build_object('sha256', leaf.sha256, 'subject', certificate.subject, 'issuer', certificate.issuer,
          'notBefore', certificate.not_before, 'notAfter', certificate.not_after, 'toAt', leaf.to_at) ORDER BY leaf.to_at DESC NULLS FIRST)
        FROM (
          (SELECT sha256, to_at FROM served_certificates
            WHERE endpoint_id = ${door.endpointId}::uuid AND location_id = ${door.locationId} AND is_leaf AND to_at IS NULL)
          UNION ALL
          (SELECT sha256, to_at FROM served_certificates
            WHERE endpoint_id = ${door.endpointId}::uuid AND location_id = ${door.locationId} AND is_leaf AND to_at IS NOT NULL
            ORDER BY to_at DESC LIMIT ${formerLeavesMax})
        ) AS leaf JOIN certificates AS certificate ON certificate.sha256 = leaf.sha256) AS served,
      (SELECT json_agg(json_build_object('port', door.port, 'transport', door.transport, 'lookedAt', door.leaf_seen_at,
          'sha256', certificate.sha256, 'subject', certificate.subject, 'issuer', certificate.issuer,
          'notBefore', certificate.not_before, 'notAfter', certificate.not_after) ORDER BY door.port)
        FROM (
          SELECT endpoint.port, endpoint.transport, state.leaf_seen_at, state.leaf_sha256
          FROM endpoints AS endpoint JOIN endpoint_states AS state ON state.endpoint_id = endpoint.id AND state.location_id = ${door.locationId}
          WHERE endpoint.host_id = ${door.hostId}::uuid AND endpoint.id <> ${door.endpointId}::uuid AND state.leaf_seen_at IS NOT NULL
          ORDER BY endpoint.port LIMIT ${otherDoorsMax}
        ) AS door JOIN certificates AS certificate ON certificate.sha256 = door.leaf_sha256) AS doors,
      (WITH RECURSIVE newer AS (
          SELECT sha256, 1 AS renewals FROM certificates WHERE predecessor_sha256 = ANY(${sha256s})
          UNION
          SELECT certificate.sha256, newer.renewals + 1 FROM certificates AS certificate JOIN newer ON certificate.predecessor_sha256 = newer.sha256
          WHERE newer.renewals < ${renewalsMax}
        ), announced AS (
          SELECT newer.sha256, first.from_at AS at FROM newer CROSS JOIN LATERAL (
            SELECT min(begun.from_at) AS from_at FROM (
              SELECT from_at FROM served_certificates
              WHERE sha256 = newer.sha256 AND is_leaf AND to_at IS NULL AND endpoint_id <> ${door.endpointId}::uuid LIMIT ${endpointsOfCertificateMax}
            ) AS begun) AS first
          WHERE first.from_at IS NOT NULL
          UNION ALL
          SELECT plan.successor_sha256, plan.issued_at FROM renewal_doors AS planned JOIN renewal_plans AS plan ON plan.id = planned.plan_id
          WHERE planned.endpoint_id = ${door.endpointId}::uuid AND plan.closed_at IS NULL AND plan.issued_at IS NOT NULL
        ), newest AS (
          SELECT certificate.*, first.at FROM (SELECT sha256, min(at) AS at FROM announced GROUP BY sha256) AS first
            JOIN certificates AS certificate ON certificate.sha256 = first.sha256
          WHERE certificate.sha256 <> ALL(${sha256s})
          ORDER BY certificate.not_before DESC NULLS LAST, certificate.sha256 LIMIT ${announcedLeavesMax}
        )
        SELECT json_agg(json_build_object('sha256', sha256, 'subject', subject, 'issuer', issuer, 'notBefore', not_before, 'notAfter', not_after,
          'announcedAt', at) ORDER BY not_before DESC NULLS LAST, sha256) FROM newest) AS announced,
      (SELECT json_agg(DISTINCT server.name) FROM (
          SELECT sha256 FROM certificates WHERE public_key_sha256 = ANY(${keys}) ORDER BY sha256 LIMIT ${certificatesOfKeyMax}
        ) AS certificate CROSS JOIN LATERAL (
          SELECT host.name FROM served_certificates AS served
            JOIN endpoints AS endpoint ON endpoint.id = served.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
          WHERE served.sha256 = certificate.sha256 AND served.is_leaf AND served.to_at IS NULL AND host.id <> ${door.hostId}::uuid AND host.ldaps_intended
          ORDER BY served.endpoint_id LIMIT ${endpointsOfCertificateMax}
        ) AS server) AS "sameKey",
      (SELECT json_agg(json_build_object('resolver', answer.resolver, 'side', answer.side, 'askedAt', answer.asked_at,
          'addresses', COALESCE(answer.addresses, '{}'), 'failure', answer.failure) ORDER BY answer.side, answer.resolver) FROM (
          SELECT * FROM name_answers WHERE host_id = ${door.hostId}::uuid ORDER BY side, resolver LIMIT ${nameAnswersMax}
        ) AS answer) AS "nameAnswers",
      (SELECT cardinality(domain.external_resolvers) > 0
          AND NOT EXISTS (SELECT FROM name_answers WHERE host_id = host.id AND side = 'external')
        FROM hosts AS host JOIN domains AS domain ON domain.id = host.domain_id WHERE host.id = ${door.hostId}::uuid) AS "outsideIsUnasked",
      CASE WHEN ${makesNoConnection(evidence)}::boolean THEN ${seenElsewhere(door, evidence)} END AS elsewhere,
      (SELECT json_build_object('endpointId', account.held_endpoint_id, 'since', account.held_since, 'failure', account.held_failure)
        FROM bind_accounts AS account JOIN hosts AS host ON account.host_id = host.id OR account.domain_id = host.domain_id
        WHERE host.id = ${door.hostId}::uuid ORDER BY account.host_id NULLS LAST LIMIT 1) AS held,
      (SELECT json_agg(json_build_object('id', waiver.id, 'findingId', waiver.finding_id, 'reason', waiver.reason, 'until', waiver.until,
          'by', waiver.created_by, 'scope', waiver.scope, 'scopeName', waiver.scope_name) ORDER BY waiver.until DESC) FROM (
          SELECT waiver.*, CASE WHEN waiver.tag IS NOT NULL THEN 'tag' WHEN waiver.host_id IS NOT NULL THEN 'host' ELSE 'domain' END AS scope,
            CASE WHEN waiver.tag IS NOT NULL THEN waiver.tag WHEN waiver.host_id IS NOT NULL THEN host.name ELSE domain.name END AS scope_name
          FROM hosts AS host LEFT JOIN domains AS domain ON domain.id = host.domain_id
            JOIN waivers AS waiver ON waiver.host_id = host.id OR waiver.domain_id = host.domain_id OR waiver.tag = ANY(host.tags)
          WHERE host.id = ${door.hostId}::uuid AND waiver.ended_at IS NULL
          ORDER BY waiver.until DESC LIMIT ${waiversMax}
        ) AS waiver) AS waivers`;
  const row = knowledgeRow.parse(rows[0]);
  return {
    deepScan: readDeepScan(row.deepScan),
    formerLeaf: formerLeafOf(row.served ?? [], leaves, evidence),
    otherDoors: (row.doors ?? []).map(({ port, transport, lookedAt, ...leaf }) => ({ port, transport, lookedAt, leaf })),
    announcedLeaves: row.announced ?? [],
    hostsWithSameKey: row.sameKey ?? [],
    domainControllers,
    otherLocations: (row.elsewhere ?? []).map(({ connects, ...look }) => ({ ...look, way: wayOf(connects) })),
    heldBind: row.held?.endpointId === door.endpointId ? heldBindOf(row.held) : null,
    nameAnswers: row.nameAnswers ?? [],
    outsideIsUnasked: row.outsideIsUnasked ?? false,
    waivers: row.waivers ?? [],
  };
}

const leavesOf = (evidence: Evidence) =>
  storable(
    evidence.attempts.flatMap(({ certificate }) => {
      const [leaf] = certificate.status === 'ok' ? certificate.data.sent : [];
      return leaf === undefined ? [] : [{ sha256: leaf.sha256, publicKeySha256: leaf.publicKeySha256 }];
    }),
  );

/** Null for a record that this version cannot read. */
function readDeepScan(document: unknown): DeepScan | null {
  const parsed = deepScan.safeParse(document);
  return parsed.success ? parsed.data : null;
}

/**
 * What was served before the leaves of this evidence, newest first in `served`. One that is still marked as served was so until this
 * look; but an address that told no certificate this time may still serve it, and then nothing is known to have changed.
 */
function formerLeafOf(
  served: readonly (KnownLeaf & { toAt: string | null })[],
  leaves: readonly { sha256: string }[],
  evidence: Evidence,
): FormerLeaf | null {
  if (leaves.length === 0) return null;
  const isWhole =
    evidence.attempts.every(({ certificate }) => certificate.status === 'ok') &&
    evidence.resolve.status === 'ok' &&
    evidence.resolve.data.unanswered.length === 0;
  const former = served.find(({ sha256, toAt }) => (isWhole || toAt !== null) && leaves.every((leaf) => leaf.sha256 !== sha256));
  if (former === undefined) return null;
  const { toAt, ...leaf } = former;
  return { ...leaf, changedAt: toAt ?? evidence.startedAt };
}

function heldBindOf(held: { since: string | null; failure: unknown }): HeldBind | null {
  const kept = heldFailure.safeParse(held.failure);
  if (held.since === null || !kept.success || kept.data.bind.status !== 'failed') return null;
  return { since: held.since, address: kept.data.address, failure: kept.data.bind };
}

/** How many domain controllers of one domain are named at most. */
const domainControllersMax = 1_000;

/**
 * Registered hosts in the domain of this one that are domain controllers, by hand or by what their doors showed, this one included; by
 * name. Names that stand for a whole domain are none.
 */
export async function readDomainControllers(db: Database, hostId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT host.name FROM hosts AS host
    WHERE host.domain_id = (SELECT domain_id FROM hosts WHERE id = ${hostId}::uuid) AND NOT host.stands_for_domain
      AND (host.profile = 'ad-ds' OR (host.profile IS NULL AND EXISTS (
        SELECT FROM endpoints AS endpoint JOIN endpoint_states AS state ON state.endpoint_id = endpoint.id
        WHERE endpoint.host_id = host.id AND state.detected_profile = 'ad-ds')))
    ORDER BY host.name LIMIT ${domainControllersMax}`;
  return rows.map(({ name }) => name);
}

/** How long the names of a domain's controllers are used before they are read again, in milliseconds. */
const READ_AGAIN_AFTER_MS = 60_000;
/** Domains whose controllers are remembered at most. */
const domainsMax = 500;

/** What the store knows, for checks: many doors of one domain share what is the same for all of them. */
export type KnowledgeSource = { read(door: Door & { domainId: number | null }, evidence: Evidence): Promise<Knowledge> };

export function createKnowledgeSource(db: Database): KnowledgeSource {
  const known = new Map<number, { atMs: number; names: Promise<string[]> }>();
  const controllersOf = ({ domainId, hostId }: Door & { domainId: number | null }): Promise<string[]> | string[] => {
    if (domainId === null) return [];
    const kept = known.get(domainId);
    if (kept && monotonicMs() - kept.atMs < READ_AGAIN_AFTER_MS) return kept.names;
    if (known.size >= domainsMax) known.clear();
    const names = readDomainControllers(db, hostId);
    names.catch(() => known.delete(domainId));
    known.set(domainId, { atMs: monotonicMs(), names });
    return names;
  };
  return { read: async (door, evidence) => readKnowledge(db, door, evidence, await controllersOf(door)) };
}
