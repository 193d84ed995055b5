import { advisoryLocks } from '../../db/advisory-locks.ts';
import type { Transaction } from '../../db/client.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';

/** Whatever the verbs of plans share: the row under a lock, its record for the audit, and what must not be twice. */

export type PlanState = 'open' | 'ordered' | 'issued' | 'done' | 'cancelled';

export type PlanRow = {
  id: string;
  sha256: string | null;
  hostId: string | null;
  state: PlanState;
  owner: string;
  note: string;
  dueOn: string | null;
  successorSha256: string | null;
  expectedIssuer: string | null;
  expectedNotBefore: Date | null;
  createdAt: Date;
  closedAt: Date | null;
};

/** Plans are made one at a time, so that no subject gets two. Taken after every other lock. */
export async function lockPlanning(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.renewalPlans})`;
}

/** The plans of these ids, locked in the order of their id until the transaction ends. */
export async function lockPlans(tx: Transaction, ids: readonly string[]): Promise<PlanRow[]> {
  return tx.$queryRaw<PlanRow[]>`
    SELECT id, sha256, host_id AS "hostId", state::text AS state, owner, note, to_char(due_on, 'YYYY-MM-DD') AS "dueOn",
      successor_sha256 AS "successorSha256", expected_issuer AS "expectedIssuer", expected_not_before AS "expectedNotBefore",
      created_at AS "createdAt", closed_at AS "closedAt"
    FROM renewal_plans WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`;
}

/** The plan, locked until the transaction ends. */
export async function lockPlan(tx: Transaction, id: string): Promise<PlanRow> {
  const [plan] = await lockPlans(tx, [id]);
  if (!plan) throw new NotFoundError('The renewal plan');
  return plan;
}

/** The plan of the id while it is not closed; a conflict that names its state otherwise. */
export async function lockOpenPlan(tx: Transaction, id: string): Promise<PlanRow> {
  const plan = await lockPlan(tx, id);
  if (plan.closedAt !== null) throw new ConflictError(`The plan is ${plan.state}. Open it again before you change it.`);
  return plan;
}

/** Under which name the audit keeps what happens to a plan. */
export const auditSubject = (id: string): string => `renewal ${id}`;

/** The id of the plan that is open for the same certificate or host; null when there is none. */
export async function openPlanFor(tx: Transaction, { sha256, hostId }: Pick<PlanRow, 'sha256' | 'hostId'>): Promise<string | null> {
  const rows =
    hostId === null
      ? await tx.$queryRaw<{ id: string }[]>`
          SELECT id FROM renewal_plans WHERE sha256 = ${sha256} AND host_id IS NULL AND closed_at IS NULL ORDER BY created_at LIMIT 1`
      : await tx.$queryRaw<{ id: string }[]>`
          SELECT id FROM renewal_plans WHERE host_id = ${hostId}::uuid AND closed_at IS NULL ORDER BY created_at LIMIT 1`;
  return rows[0]?.id ?? null;
}
