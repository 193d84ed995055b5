import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { auditSubject } from './plan-row.ts';
import { type Reader, readJudgement } from './read-renewals.ts';
import { planJoins, planJson, planJsonSchema, renewalRow } from './renewal-row.ts';
import { type RenewalView, renewalDoorsShown, renewalEventsShown } from './views.ts';

const iso = z.string().transform((text) => new Date(text).toISOString());
const scalars = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable();
const schema = z.object({
  plan: planJsonSchema,
  expectedIssuer: z.string().nullable(),
  expectedNotBefore: iso.nullable(),
  issuedAt: iso.nullable(),
  createdBy: z.string(),
  doors: z
    .array(
      z.object({
        ...{ host: z.string(), port: z.number(), serves: z.enum(['new', 'old', 'other', 'nothing']), sha256: z.string().nullable() },
        ...{ since: iso.nullable(), checkedAt: iso.nullable(), profile: z.string().nullable() },
      }),
    )
    .nullable(),
  history: z
    .array(z.object({ id: z.string(), at: iso, actor: z.string(), action: z.string(), before: scalars, after: scalars }))
    .nullable(),
});

/** One plan with its first `doorsMax` doors and its history; null when there is none of that id. */
export async function readRenewal(db: Database, id: string, reader: Reader, doorsMax = renewalDoorsShown): Promise<RenewalView | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const rows = await db.$queryRaw<unknown[]>`
    SELECT ${planJson} AS plan, plan.expected_issuer AS "expectedIssuer", to_json(plan.expected_not_before) AS "expectedNotBefore",
      to_json(plan.issued_at) AS "issuedAt", plan.created_by AS "createdBy",
      (SELECT json_agg(json_build_object('host', shown.host, 'port', shown.port, 'serves', shown.serves, 'sha256', shown.sha256,
          'since', shown.since, 'checkedAt', shown.checked_at, 'profile', shown.profile)
          ORDER BY shown.serves = 'new', shown.host, shown.port) FROM (
        SELECT of_host.name AS host, endpoint.port, leaf.sha256, leaf.from_at AS since, state.checked_at,
          coalesce(of_host.profile, state.profile) AS profile,
          CASE WHEN leaf.sha256 IS NULL THEN 'nothing' WHEN leaf.sha256 = plan.sha256 THEN 'old'
            WHEN leaf.sha256 = plan.successor_sha256 THEN 'new' ELSE 'other' END AS serves
        FROM renewal_doors AS door JOIN endpoints AS endpoint ON endpoint.id = door.endpoint_id
          JOIN hosts AS of_host ON of_host.id = endpoint.host_id
          LEFT JOIN LATERAL (
            SELECT served.sha256, min(served.from_at) AS from_at FROM served_certificates AS served
            WHERE served.endpoint_id = endpoint.id AND served.is_leaf AND served.to_at IS NULL
            GROUP BY served.sha256
            ORDER BY served.sha256 = plan.sha256 DESC NULLS LAST, served.sha256 = plan.successor_sha256 DESC NULLS LAST, served.sha256
            LIMIT 1) AS leaf ON true
          LEFT JOIN LATERAL (
            SELECT max(last_checked_at) AS checked_at, max(detected_profile) AS profile FROM endpoint_states
            WHERE endpoint_id = endpoint.id) AS state ON true
        WHERE door.plan_id = plan.id
        ORDER BY (door.served_at IS NOT NULL), of_host.name, endpoint.port LIMIT ${doorsMax}) AS shown) AS doors,
      (SELECT json_agg(json_build_object('id', entry.id::text, 'at', entry.at, 'actor', entry.actor, 'action', entry.action, 'before', entry.before, 'after', entry.after)
          ORDER BY entry.at DESC, entry.id DESC) FROM (
        SELECT * FROM audit_entries WHERE subject = ${auditSubject(id)} ORDER BY at DESC, id DESC LIMIT ${renewalEventsShown}) AS entry) AS history
    FROM renewal_plans AS plan ${planJoins} WHERE plan.id = ${id}::uuid`;
  if (rows[0] === undefined) return null;
  const { plan, doors, history, ...rest } = schema.parse(rows[0]);
  return {
    ...renewalRow(plan, await readJudgement(db, reader)),
    ...rest,
    state: plan.state,
    doors: doors ?? [],
    history: history ?? [],
    generatedAt: reader.now.toISOString(),
  };
}
