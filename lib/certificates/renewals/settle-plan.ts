import { type AuditRecord, writeAudit } from '../../access/audit.ts';
import type { Transaction } from '../../db/client.ts';
import { auditSubject, type PlanRow } from './plan-row.ts';

/** How long after it was done a plan is opened again when a door goes back; later, that is only told. */
export const REOPEN_WITHIN_MS = 86_400_000;

/** A door that began to serve the new certificate, or no longer does. */
type MovedDoor = { door: string; isServed: boolean };

/**
 * Compares what the doors of a plan serve with its successor, and closes the plan when all of them serve it. A door serves it when it
 * was seen there and the certificate to be replaced was not, from any location and at any address; a door that serves nothing stays as
 * it was. The plan's row is locked by the caller.
 */
export async function settlePlan(tx: Transaction, plan: PlanRow, by: { now: Date; actor: string }): Promise<void> {
  if (plan.successorSha256 === null || plan.state === 'cancelled') return;
  const moved = await moveDoors(tx, plan);
  const [doors] = await tx.$queryRaw<{ total: number; served: number }[]>`
    SELECT count(*)::int AS total, count(served_at)::int AS served FROM renewal_doors WHERE plan_id = ${plan.id}::uuid`;
  const allServe = doors !== undefined && doors.total > 0 && doors.served === doors.total;
  const subject = auditSubject(plan.id);
  const records: AuditRecord[] = moved.map(({ door, isServed }) => ({
    action: isServed ? 'renewal.served' : 'renewal.went-back',
    subject,
    before: null,
    after: { door },
  }));
  if (allServe && plan.state !== 'done') {
    await tx.$executeRaw`UPDATE renewal_plans SET state = 'done', closed_at = ${by.now}, updated_at = ${by.now} WHERE id = ${plan.id}::uuid`;
    records.push({ action: 'renewal.done', subject, before: { state: plan.state }, after: { doors: doors.total } });
  }
  const wentBack = moved.some(({ isServed }) => !isServed);
  if (plan.state === 'done' && wentBack && plan.closedAt !== null && by.now.getTime() - plan.closedAt.getTime() < REOPEN_WITHIN_MS) {
    await tx.$executeRaw`UPDATE renewal_plans SET state = 'issued', closed_at = NULL, updated_at = ${by.now} WHERE id = ${plan.id}::uuid`;
    records.push({ action: 'renewal.reopen', subject, before: { state: 'done' }, after: { state: 'issued' } });
  }
  if (records.length > 0) await writeAudit(tx, by, ...records);
}

async function moveDoors(tx: Transaction, plan: PlanRow): Promise<MovedDoor[]> {
  return tx.$queryRaw<MovedDoor[]>`
    WITH serving AS (
      SELECT door.endpoint_id, bool_or(served.sha256 = ${plan.successorSha256}) AND NOT bool_or(served.sha256 = ${plan.sha256 ?? ''}) AS serves_new,
        min(served.from_at) FILTER (WHERE served.sha256 = ${plan.successorSha256}) AS since
      FROM renewal_doors AS door
        JOIN served_certificates AS served ON served.endpoint_id = door.endpoint_id AND served.is_leaf AND served.to_at IS NULL
      WHERE door.plan_id = ${plan.id}::uuid
      GROUP BY door.endpoint_id
    ), moved AS (
      UPDATE renewal_doors AS door SET served_at = CASE WHEN serving.serves_new THEN serving.since END
      FROM serving
      WHERE door.plan_id = ${plan.id}::uuid AND door.endpoint_id = serving.endpoint_id AND (door.served_at IS NOT NULL) <> serving.serves_new
      RETURNING door.endpoint_id, door.served_at
    )
    SELECT host.name || ':' || endpoint.port AS door, moved.served_at IS NOT NULL AS "isServed"
    FROM moved JOIN endpoints AS endpoint ON endpoint.id = moved.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
    ORDER BY host.name, endpoint.port`;
}
