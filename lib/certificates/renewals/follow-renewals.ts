import { randomUUID } from 'node:crypto';
import { writeAudit } from '../../access/audit.ts';
import type { Transaction } from '../../db/client.ts';
import { type CandidateFacts, fitsPlan } from './fits-plan.ts';
import { auditSubject, lockPlanning, lockPlans, type PlanRow } from './plan-row.ts';
import { REOPEN_WITHIN_MS, settlePlan } from './settle-plan.ts';

/** On whose behalf plans follow what is seen. */
const ACTOR = 'port636';

type Leaf = CandidateFacts & { predecessorSha256: string | null; since: Date };

/**
 * What follows for renewal plans when an endpoint began or ceased to serve a leaf, in the transaction that keeps it: a certificate that
 * fits becomes the successor of its plan, doors are counted, plans are done by themselves, and one is made where a renewal reached one
 * door and not the others. Called after the leaves and whose place they took are kept; repeating it changes nothing.
 */
export async function followRenewals(tx: Transaction, { endpointId, at }: { endpointId: string; at: Date }): Promise<void> {
  const by = { now: at, actor: ACTOR };
  const leaves = await leavesOf(tx, [endpointId]);
  if (leaves.length === 0) return;
  for (const { sha256, predecessorSha256 } of leaves)
    if (predecessorSha256 !== null) await planForOthers(tx, { endpointId, newer: sha256, older: predecessorSha256 }, by);
  // The door that is behind may be looked at after the one that is not.
  for (const ahead of await renewedElsewhere(tx, endpointId, leaves)) await planForOthers(tx, ahead, by);
  const ids = await tx.$queryRaw<{ id: string }[]>`
    SELECT plan.id FROM renewal_doors AS door JOIN renewal_plans AS plan ON plan.id = door.plan_id
    WHERE door.endpoint_id = ${endpointId}::uuid AND (plan.closed_at IS NULL OR (plan.state = 'done' AND door.served_at IS NOT NULL
      AND (plan.closed_at > ${new Date(at.getTime() - REOPEN_WITHIN_MS)} OR plan.sha256 = ANY(${leaves.map(({ sha256 }) => sha256)}))))`;
  if (ids.length === 0) return;
  const plans = await lockPlans(
    tx,
    ids.map(({ id }) => id),
  );
  for (const plan of plans) await followPlan(tx, plan, leaves, by);
}

/** The same for a plan that is open again after it had been given up: what its doors did meanwhile is made up for. */
export async function catchUp(tx: Transaction, plan: PlanRow, by: { now: Date; actor: string }): Promise<void> {
  const doors = await tx.renewalDoor.findMany({ where: { planId: plan.id }, select: { endpointId: true } });
  const leaves = await leavesOf(
    tx,
    doors.map(({ endpointId }) => endpointId),
  );
  await followPlan(tx, plan, leaves, by);
}

async function followPlan(tx: Transaction, plan: PlanRow, leaves: readonly Leaf[], by: { now: Date; actor: string }): Promise<void> {
  const isOpen = plan.closedAt === null && plan.successorSha256 === null;
  await settlePlan(tx, isOpen ? await findSuccessor(tx, plan, leaves, by) : plan, by);
}

const leavesOf = (tx: Transaction, endpointIds: readonly string[]): Promise<Leaf[]> => tx.$queryRaw<Leaf[]>`
  SELECT certificate.sha256, certificate.subject, certificate.dns_names AS "dnsNames", coalesce(certificate.ip_addresses, '{}') AS "ipAddresses",
    certificate.is_ca AS "isCa", certificate.not_before AS "notBefore", certificate.not_after AS "notAfter", certificate.issuer,
    certificate.predecessor_sha256 AS "predecessorSha256", min(served.from_at) AS since
  FROM served_certificates AS served JOIN certificates AS certificate ON certificate.sha256 = served.sha256
  WHERE served.endpoint_id = ANY(${[...endpointIds]}::uuid[]) AND served.is_leaf AND served.to_at IS NULL
  GROUP BY certificate.sha256
  ORDER BY certificate.not_before DESC NULLS LAST, certificate.sha256`;

/** A door that serves a certificate in the place of an older one. */
type DoorAhead = { endpointId: string; newer: string; older: string };

/** What other doors serve now in the place of these leaves, with one door for each. */
const renewedElsewhere = (tx: Transaction, endpointId: string, leaves: readonly Leaf[]): Promise<DoorAhead[]> => tx.$queryRaw<DoorAhead[]>`
  SELECT DISTINCT ON (newer.sha256) served.endpoint_id::text AS "endpointId", newer.sha256 AS newer, newer.predecessor_sha256 AS older
  FROM certificates AS newer JOIN served_certificates AS served ON served.sha256 = newer.sha256
  WHERE newer.predecessor_sha256 = ANY(${leaves.map(({ sha256 }) => sha256)}) AND served.is_leaf AND served.to_at IS NULL
    AND served.endpoint_id <> ${endpointId}::uuid
  ORDER BY newer.sha256, served.endpoint_id`;

/** The first leaf that fits becomes the plan's successor. Returns the plan as it is then. */
async function findSuccessor(tx: Transaction, plan: PlanRow, leaves: readonly Leaf[], by: { now: Date; actor: string }): Promise<PlanRow> {
  const old = plan.sha256 === null ? null : await tx.certificate.findUnique({ where: { sha256: plan.sha256 }, omit: { der: true } });
  if (plan.sha256 !== null && old === null) return plan;
  const successor = leaves.find((leaf) => fitsPlan(leaf, plan, old, leaf.since));
  if (!successor) return plan;
  await tx.$executeRaw`
    UPDATE renewal_plans SET successor_sha256 = ${successor.sha256}, state = 'issued', issued_at = coalesce(issued_at, ${by.now}), updated_at = ${by.now}
    WHERE id = ${plan.id}::uuid`;
  await writeAudit(tx, by, {
    action: 'renewal.successor-seen',
    subject: auditSubject(plan.id),
    before: { state: plan.state },
    after: { state: 'issued', successor: successor.sha256 },
  });
  return { ...plan, state: 'issued', successorSha256: successor.sha256 };
}

/** Makes a plan for the doors that still serve what this one has replaced, unless there is one for it. */
async function planForOthers(tx: Transaction, { endpointId, newer, older }: DoorAhead, by: { now: Date; actor: string }): Promise<void> {
  const isWanted = async () => {
    const [found] = await tx.$queryRaw<{ wanted: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM served_certificates
          WHERE sha256 = ${older} AND is_leaf AND to_at IS NULL AND endpoint_id <> ${endpointId}::uuid)
        AND NOT EXISTS (SELECT 1 FROM renewal_plans
          WHERE sha256 = ${older} AND (closed_at IS NULL OR successor_sha256 = ${newer})) AS wanted`;
    return found?.wanted === true;
  };
  if (!(await isWanted())) return;
  await lockPlanning(tx);
  // Another door may have been the first meanwhile.
  if (!(await isWanted())) return;
  const id = randomUUID();
  const [plan] = await tx.$queryRaw<{ doors: number }[]>`
    WITH concerned AS (
      SELECT DISTINCT endpoint_id FROM served_certificates
      WHERE is_leaf AND to_at IS NULL AND sha256 IN (${older}, ${newer})
    ), owners AS (
      SELECT DISTINCT coalesce(nullif(host.owner, ''), domain.owner, '') AS owner
      FROM concerned JOIN endpoints AS endpoint ON endpoint.id = concerned.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
        LEFT JOIN domains AS domain ON domain.id = host.domain_id
    ), plan AS (
      INSERT INTO renewal_plans (id, sha256, state, owner, successor_sha256, issued_at, automatic, created_by, created_at, updated_at)
      SELECT ${id}::uuid, ${older}, 'issued', CASE WHEN count(*) = 1 THEN min(owner) ELSE '' END, ${newer}, ${by.now}, true, ${by.actor},
        ${by.now}, ${by.now} FROM owners
      RETURNING id
    ), doors AS (
      INSERT INTO renewal_doors (plan_id, endpoint_id) SELECT plan.id, concerned.endpoint_id FROM plan, concerned
    )
    SELECT count(*)::int AS doors FROM concerned`;
  await writeAudit(tx, by, {
    action: 'renewal.plan',
    subject: auditSubject(id),
    before: null,
    after: { certificate: older, successor: newer, doors: plan?.doors ?? 0, automatic: true },
  });
}
