import type { Database } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { rules } from '../../diagnosis/rules/index.ts';
import type { WaiverState, WaiverView } from './views.ts';

/** How many ended waivers a list shows, the newest first. */
export const endedWaiversMax = 500;
/** More in force than anybody could oversee. */
const inForceMax = 5_000;

type Row = {
  id: string;
  finding_id: string;
  scope: WaiverView['scope'];
  scope_name: string;
  reason: string;
  until: Date;
  created_by: string;
  created_at: Date;
  ended_at: Date | null;
  hosts: number;
  doors: number;
};

/** Waivers in force, the soonest to end first, or those that have ended, the newest first. */
export async function readWaivers(db: Database, { state, now }: { state: WaiverState; now: Date }): Promise<WaiverView[]> {
  const isInForce = Prisma.sql`waiver.ended_at IS NULL AND waiver.until > ${now}::timestamptz`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT waiver.id, waiver.finding_id, waiver.reason, waiver.until, waiver.created_by, waiver.created_at, waiver.ended_at,
      CASE WHEN waiver.tag IS NOT NULL THEN 'tag' WHEN waiver.host_id IS NOT NULL THEN 'host' ELSE 'domain' END AS scope,
      coalesce(waiver.tag, host.name, domain.name, '') AS scope_name, used.hosts, used.doors
    FROM waivers AS waiver LEFT JOIN hosts AS host ON host.id = waiver.host_id LEFT JOIN domains AS domain ON domain.id = waiver.domain_id
      CROSS JOIN LATERAL (
        SELECT count(DISTINCT endpoint.host_id)::int AS hosts, count(DISTINCT endpoint.id)::int AS doors
        FROM open_findings AS finding JOIN endpoints AS endpoint ON endpoint.id = finding.endpoint_id WHERE finding.waiver_id = waiver.id AND ${isInForce}
      ) AS used
    WHERE ${state === 'in-force' ? isInForce : Prisma.sql`NOT (${isInForce})`}
    ORDER BY ${state === 'in-force' ? Prisma.sql`waiver.until, waiver.id` : Prisma.sql`coalesce(waiver.ended_at, waiver.until) DESC, waiver.id`}
    LIMIT ${state === 'in-force' ? inForceMax : endedWaiversMax}`;
  return rows.map((row) => {
    const rule = rules.find(({ id }) => id === row.finding_id);
    return {
      ...{ id: row.id, findingId: row.finding_id, no: rule?.no ?? 0, title: rule?.title ?? row.finding_id },
      ...{ scope: row.scope, scopeName: row.scope_name, reason: row.reason, until: row.until.toISOString(), by: row.created_by },
      ...{ createdAt: row.created_at.toISOString(), endedAt: state === 'in-force' ? null : (row.ended_at ?? row.until).toISOString() },
      ...{ hostCount: row.hosts, doorCount: row.doors },
    };
  });
}
