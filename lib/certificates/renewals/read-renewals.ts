import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { listFreezes } from '../freezes/list-freezes.ts';
import type { RenewalFilter } from './filter.ts';
import { dayIn, type PlanJudgement } from './plan-progress.ts';
import { planJoins, planJson, planJsonSchema, renewalRow } from './renewal-row.ts';
import type { RenewalList, RenewalRow, RenewalSummary } from './views.ts';

const dayMs = 86_400_000;
const pageSize = 50;
/** Most plans that one file holds. */
const exportMax = 10_000;
/** How long closed plans stay in the list of current ones. */
const closedShownMs = 30 * dayMs;
/** Freezes of the next years: certificates last three at most. */
const freezeHorizonMs = 4 * 366 * dayMs;

/** For whom plans are read: the time, and the zone in which their days are counted. */
export type Reader = { now: Date; timeZone: string };

/** How plans are judged now. */
export async function readJudgement(db: Database, { now, timeZone }: Reader): Promise<PlanJudgement> {
  const period = { from: new Date(now.getTime() - 60 * dayMs), to: new Date(now.getTime() + freezeHorizonMs) };
  return { now, timeZone, freezes: await listFreezes(db, period) };
}

const listSchema = z.object({
  plans: z.array(planJsonSchema).nullable(),
  counts: z.object({ open: z.number(), ordered: z.number(), issued: z.number(), overdue: z.number() }),
  owners: z.array(z.string()).nullable(),
});

/** One page of the plans that the filter asks for: open ones first, the soonest due first, then closed ones, newest first. */
export async function readRenewals(db: Database, filter: RenewalFilter, reader: Reader): Promise<RenewalList> {
  const today = dayIn(reader.now, reader.timeZone);
  const [judgement, rows] = await Promise.all([
    readJudgement(db, reader),
    db.$queryRaw<unknown[]>`
      WITH shown AS (${selectPlans(filter, reader, { limit: pageSize + 1, offset: (filter.page - 1) * pageSize })})
      SELECT (SELECT json_agg(json ORDER BY place) FROM shown) AS plans,
        (SELECT json_build_object('open', count(*) FILTER (WHERE state = 'open'), 'ordered', count(*) FILTER (WHERE state = 'ordered'),
            'issued', count(*) FILTER (WHERE state = 'issued'), 'overdue', count(*) FILTER (WHERE due_on < ${today}::date))
          FROM renewal_plans WHERE closed_at IS NULL) AS counts,
        (SELECT json_agg(DISTINCT owner ORDER BY owner) FROM renewal_plans WHERE closed_at IS NULL) AS owners`,
  ]);
  const { plans, counts, owners } = listSchema.parse(rows[0]);
  return {
    rows: (plans ?? []).slice(0, pageSize).map((plan) => renewalRow(plan, judgement)),
    hasMore: (plans ?? []).length > pageSize,
    counts,
    owners: owners ?? [],
  };
}

/** All plans that the filter asks for, whatever its page; at most ten thousand. */
export async function readRenewalsForExport(db: Database, filter: RenewalFilter, reader: Reader): Promise<RenewalRow[]> {
  const [judgement, rows] = await Promise.all([
    readJudgement(db, reader),
    db.$queryRaw<unknown[]>`
      WITH shown AS (${selectPlans(filter, reader, { limit: exportMax, offset: 0 })}) SELECT json_agg(json ORDER BY place) AS plans FROM shown`,
  ]);
  const { plans } = z.object({ plans: z.array(planJsonSchema).nullable() }).parse(rows[0]);
  return (plans ?? []).map((plan) => renewalRow(plan, judgement));
}

function selectPlans(
  { state, owner }: RenewalFilter,
  { now, timeZone }: Reader,
  { limit, offset }: { limit: number; offset: number },
): Prisma.Sql {
  const states: Readonly<Record<RenewalFilter['state'], Prisma.Sql>> = {
    current: Prisma.sql`(plan.closed_at IS NULL OR plan.closed_at > ${new Date(now.getTime() - closedShownMs)})`,
    open: Prisma.sql`plan.closed_at IS NULL AND plan.state = 'open'`,
    ordered: Prisma.sql`plan.closed_at IS NULL AND plan.state = 'ordered'`,
    issued: Prisma.sql`plan.closed_at IS NULL AND plan.state = 'issued'`,
    overdue: Prisma.sql`plan.closed_at IS NULL AND plan.due_on < ${dayIn(now, timeZone)}::date`,
    done: Prisma.sql`plan.closed_at IS NOT NULL AND plan.state = 'done'`,
    cancelled: Prisma.sql`plan.closed_at IS NOT NULL AND plan.state = 'cancelled'`,
  };
  // Closed plans become more and more: those are read in the order of their index.
  const order =
    state === 'done' || state === 'cancelled'
      ? Prisma.sql`plan.closed_at DESC, plan.id`
      : Prisma.sql`(plan.closed_at IS NOT NULL), plan.closed_at DESC, coalesce(plan.due_on::timestamp, old.not_after::timestamp) NULLS LAST, plan.id`;
  return Prisma.sql`
    SELECT ${planJson} AS json, row_number() OVER (ORDER BY ${order}) AS place
    FROM (
      SELECT plan.* FROM renewal_plans AS plan LEFT JOIN certificates AS old ON old.sha256 = plan.sha256
      WHERE ${states[state]} ${owner === null ? Prisma.empty : Prisma.sql`AND plan.owner = ${owner}`}
      ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}) AS plan ${planJoins}`;
}

/** Open plans for doors of a host, the soonest due first, ten at most. */
export async function readHostRenewals(db: Database, hostId: string, reader: Reader): Promise<RenewalSummary[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT json_agg(json) AS plans FROM (
      SELECT ${planJson} AS json FROM renewal_plans AS plan ${planJoins}
      WHERE plan.closed_at IS NULL AND plan.id IN (
        SELECT plan_id FROM renewal_doors AS door JOIN endpoints AS endpoint ON endpoint.id = door.endpoint_id
        WHERE endpoint.host_id = ${hostId}::uuid)
      ORDER BY plan.due_on NULLS LAST, plan.id LIMIT 10) AS shown`;
  const { plans } = z.object({ plans: z.array(planJsonSchema).nullable() }).parse(rows[0]);
  if (plans === null) return [];
  const judgement = await readJudgement(db, reader);
  return plans.map((plan) => {
    const { id, progress, owner } = renewalRow(plan, judgement);
    return { id, progress, owner };
  });
}
