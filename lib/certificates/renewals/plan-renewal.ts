import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import type { Transaction } from '../../db/client.ts';
import { InvalidInputError } from '../../errors.ts';
import { dateOf, planFields } from './input.ts';
import { auditSubject, lockPlanning, openPlanFor } from './plan-row.ts';

export const PlanRenewalInput = z.strictObject({
  /** SHA-256 (or SHA-1 thumbprint) of a certificate in any spelling, or the name of a host. */
  subject: z
    .string('Name a certificate by its SHA-256, or a host.')
    .trim()
    .min(1, 'Name a certificate by its SHA-256, or a host by its name.')
    .max(300, 'A host name or a SHA-256 has 300 characters at most.'),
  ...planFields,
});
export type PlanRenewalInput = z.input<typeof PlanRenewalInput>;

/** What a plan is for. `sha256` of a host's plan is the soonest-ending leaf that it serves; null when it serves none. */
type Subject = { name: string; sha256: string | null; hostId: string | null };

/**
 * Plans the renewal of a certificate at every door that serves it now, or of whatever a host serves at all its doors. There is one open
 * plan for each: a second one is refused by a fault of the field `plan` whose value is the id of the first.
 */
export async function planRenewal(context: VerbContext, input: PlanRenewalInput): Promise<{ id: string }> {
  const given = parseInput(PlanRenewalInput, input);

  return context.db.$transaction(async (tx) => {
    const subject = await findSubject(tx, given.subject);
    await holdDoors(tx, subject);
    await lockPlanning(tx);
    const existing = await openPlanFor(tx, subject);
    if (existing !== null)
      throw new InvalidInputError([{ field: 'plan', value: existing, message: `There is an open plan for ${subject.name} already.` }]);
    const { sha256, endpointIds, owner } = await readDoors(tx, subject);
    if (endpointIds.length === 0)
      throw new InvalidInputError([
        {
          field: 'subject',
          value: given.subject,
          message: `No door serves ${subject.name} as its own certificate now, so there is nothing to renew. Name one that is served, or a host.`,
        },
      ]);
    const id = randomUUID();
    const data = {
      ...{ sha256, hostId: subject.hostId, owner: given.owner === '' ? owner : given.owner, note: given.note },
      expectedIssuer: given.expectedIssuer,
    };
    await tx.renewalPlan.create({
      data: {
        ...{ id, state: 'open', ...data },
        dueOn: given.dueOn === null ? null : dateOf(given.dueOn),
        expectedNotBefore: given.expectedNotBefore === null ? null : dateOf(given.expectedNotBefore),
        ...{ createdBy: context.actor, createdAt: context.now, updatedAt: context.now },
      },
      select: { id: true },
    });
    await tx.renewalDoor.createMany({ data: endpointIds.map((endpointId) => ({ planId: id, endpointId })) });
    await writeAudit(tx, context, {
      action: 'renewal.plan',
      subject: auditSubject(id),
      before: null,
      after: {
        ...{ for: subject.name, certificate: sha256, owner: data.owner, note: data.note, dueOn: given.dueOn },
        ...{ expectedIssuer: data.expectedIssuer, expectedNotBefore: given.expectedNotBefore, doors: endpointIds.length },
      },
    });
    return { id };
  });
}

async function findSubject(tx: Transaction, text: string): Promise<Subject> {
  const hex = text
    .replace(/^sha-?(256|1)\s*[:=]\s*/i, '')
    .replace(/[\s:-]/g, '')
    .toLowerCase();
  if (/^([0-9a-f]{64}|[0-9a-f]{40})$/.test(hex)) {
    const certificate = await tx.certificate.findFirst({
      where: hex.length === 64 ? { sha256: hex } : { sha1: hex },
      select: { sha256: true, name: true, subject: true },
    });
    if (certificate) return { name: certificate.name || certificate.subject, sha256: certificate.sha256, hostId: null };
    throw unknown(text, `No certificate with the fingerprint ${text} was ever seen.`);
  }
  const host = await tx.host.findUnique({ where: { name: text.toLowerCase().replace(/\.$/, '') }, select: { id: true, name: true } });
  if (host) return { name: host.name, sha256: null, hostId: host.id };
  throw unknown(
    text,
    `${JSON.stringify(text)} is neither the SHA-256 of a certificate that was seen nor the name of a host that is watched.`,
  );
}

const unknown = (value: string, message: string) => new InvalidInputError([{ field: 'subject', value, message }]);

/** Waits for checks of the doors that are being saved, and keeps others from it, so that no door moves unseen while the plan is made. */
async function holdDoors(tx: Transaction, { sha256, hostId }: Subject): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM endpoint_states WHERE endpoint_id IN (
      SELECT endpoint_id FROM served_certificates WHERE sha256 = ${sha256} AND is_leaf AND to_at IS NULL
      UNION ALL SELECT id FROM endpoints WHERE host_id = ${hostId}::uuid)
    ORDER BY endpoint_id, location_id FOR SHARE`;
}

/** The doors, the certificate to be replaced at them, and the owner that their hosts agree on. */
async function readDoors(tx: Transaction, { sha256, hostId }: Subject) {
  const rows = await tx.$queryRaw<{ endpointId: string; owner: string; sha256: string | null }[]>`
    SELECT endpoint.id AS "endpointId", coalesce(nullif(host.owner, ''), domain.owner, '') AS owner, leaf.sha256
    FROM endpoints AS endpoint JOIN hosts AS host ON host.id = endpoint.host_id LEFT JOIN domains AS domain ON domain.id = host.domain_id
      LEFT JOIN LATERAL (
        SELECT served.sha256, certificate.not_after FROM served_certificates AS served
          JOIN certificates AS certificate ON certificate.sha256 = served.sha256
        WHERE served.endpoint_id = endpoint.id AND served.is_leaf AND served.to_at IS NULL
        ORDER BY certificate.not_after NULLS LAST, served.sha256 LIMIT 1) AS leaf ON true
    WHERE endpoint.host_id = ${hostId}::uuid OR endpoint.id IN (
      SELECT endpoint_id FROM served_certificates WHERE sha256 = ${sha256} AND is_leaf AND to_at IS NULL)
    ORDER BY leaf.not_after NULLS LAST, leaf.sha256, endpoint.id`;
  const owners = new Set(rows.map(({ owner }) => owner));
  return {
    sha256: sha256 ?? rows[0]?.sha256 ?? null,
    endpointIds: rows.map(({ endpointId }) => endpointId),
    owner: owners.size === 1 ? ([...owners][0] ?? '') : '',
  };
}
