import { z } from 'zod';
import { Prisma } from '../../db/generated/client.ts';
import { type PlanJudgement, planProgress } from './plan-progress.ts';
import type { RenewalRow } from './views.ts';

/** What both the list and a plan's own page read of a plan, and how it becomes a view. */

const time = z.string().transform((text) => new Date(text));
const iso = z.string().transform((text) => new Date(text).toISOString());
const certificate = z.object({
  sha256: z.string(),
  name: z.string(),
  issuerName: z.string(),
  notBefore: iso.nullable(),
  notAfter: iso.nullable(),
});

export const planJsonSchema = z.object({
  id: z.string(),
  state: z.enum(['open', 'ordered', 'issued', 'done', 'cancelled']),
  certificate: certificate.nullable(),
  successor: certificate.nullable(),
  host: z.string().nullable(),
  owner: z.string(),
  note: z.string(),
  dueOn: z.string().nullable(),
  automatic: z.boolean(),
  createdAt: iso,
  closedAt: iso.nullable(),
  endsAt: time.nullable(),
  hostCount: z.number(),
  doorsTotal: z.number(),
  doorsServed: z.number(),
});
export type PlanJson = z.output<typeof planJsonSchema>;

const certificateJson = (alias: string): Prisma.Sql => {
  const one = Prisma.raw(alias);
  return Prisma.sql`CASE WHEN ${one}.sha256 IS NOT NULL THEN json_build_object('sha256', ${one}.sha256,
    'name', coalesce(nullif(${one}.name, ''), ${one}.subject), 'issuerName', coalesce(nullif(${one}.issuer_name, ''), ${one}.issuer),
    'notBefore', ${one}.not_before, 'notAfter', ${one}.not_after) END`;
};

/** A plan as JSON, from rows of `plan`, `old`, `new` and `host`. */
export const planJson: Prisma.Sql = Prisma.sql`json_build_object('id', plan.id, 'state', plan.state, 'certificate', ${certificateJson('old')},
  'successor', ${certificateJson('new')}, 'host', host.name, 'owner', plan.owner, 'note', plan.note, 'dueOn', plan.due_on,
  'automatic', plan.automatic, 'createdAt', plan.created_at, 'closedAt', plan.closed_at, 'endsAt', old.not_after,
  'hostCount', doors.hosts, 'doorsTotal', doors.total, 'doorsServed', doors.served)`;

/** What `planJson` reads from; `plan` is in front of it. */
export const planJoins: Prisma.Sql = Prisma.sql`
  LEFT JOIN certificates AS old ON old.sha256 = plan.sha256
  LEFT JOIN certificates AS new ON new.sha256 = plan.successor_sha256
  LEFT JOIN hosts AS host ON host.id = plan.host_id
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS total, count(door.served_at)::int AS served, count(DISTINCT endpoint.host_id)::int AS hosts
    FROM renewal_doors AS door JOIN endpoints AS endpoint ON endpoint.id = door.endpoint_id WHERE door.plan_id = plan.id) AS doors`;

export function renewalRow(plan: PlanJson, judgement: PlanJudgement): RenewalRow {
  const { state, endsAt, doorsTotal, doorsServed, ...rest } = plan;
  return { ...rest, progress: planProgress({ state, dueOn: plan.dueOn, endsAt, doorsServed, doorsTotal }, judgement) };
}
