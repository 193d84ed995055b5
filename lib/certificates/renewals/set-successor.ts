import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import type { FileVerbContext } from '../../access/given-file.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { Transaction } from '../../db/client.ts';
import { storable } from '../../db/storable.ts';
import { InvalidInputError, NotFoundError } from '../../errors.ts';
import type { CertificateFacts } from '../../probe/evidence.ts';
import { certificateRow } from '../certificate-row.ts';
import { readGivenCertificate } from './given-certificate.ts';
import { planId } from './input.ts';
import { judgeSuccessor, type OldCertificate } from './judge-successor.ts';
import { auditSubject, lockOpenPlan } from './plan-row.ts';
import { settlePlan } from './settle-plan.ts';

/** Most characters of a pasted certificate with its chain. */
export const PASTED_CHARACTERS_MAX = 200_000;

export const SetSuccessorInput = z.strictObject({
  planId,
  /** PEM, or base64 of DER or PKCS #7. Left empty when the file `certificate` is given. */
  pasted: z
    .string('The certificate is pasted as text.')
    .max(PASTED_CHARACTERS_MAX, `A pasted certificate can be ${PASTED_CHARACTERS_MAX} characters long at most, its chain included.`)
    .default(''),
});
export type SetSuccessorInput = z.input<typeof SetSuccessorInput>;

/**
 * Names the new certificate of a plan: uploaded as the file `certificate`, or pasted; PEM, DER or PKCS #7, its chain may come along. It
 * is kept as announced, and the plan is issued. It must begin later than the old one and be good for all its names, or nothing changes.
 * Returned are its SHA-256 and what speaks against it without forbidding it.
 */
export async function setSuccessor(
  context: FileVerbContext,
  input: SetSuccessorInput,
): Promise<{ sha256: string; name: string; warnings: string[] }> {
  const given = parseInput(SetSuccessorInput, input);
  const file = context.files.certificate;
  if (file && given.pasted.trim() !== '')
    throw new InvalidInputError([{ field: 'certificate', message: 'Choose a file or paste the text, not both.' }]);
  const field = file ? 'certificate' : 'pasted';
  const read = readGivenCertificate(file ? file.bytes : new TextEncoder().encode(given.pasted.trim()));
  if (!read.ok) throw new InvalidInputError([{ field, ...(file ? { value: file.name } : {}), message: read.message }]);
  const facts = storable(read.facts);

  return context.db.$transaction(async (tx) => {
    const { old, names } = await readOld(tx, given.planId);
    const judged = judgeSuccessor(facts, old, names, context.now);
    if (judged.faults.length > 0) throw new InvalidInputError(judged.faults.map((message) => ({ field, message })));
    // Before the plan is locked, as checks add certificates first and lock plans then.
    const row = certificateRow(facts, context.now);
    await tx.certificate.createMany({ data: [row], skipDuplicates: true });
    const plan = await lockOpenPlan(tx, given.planId);
    await tx.renewalPlan.update({
      where: { id: plan.id },
      data: { successorSha256: facts.sha256, state: 'issued', issuedAt: context.now, updatedAt: context.now },
      select: { id: true },
    });
    if (plan.successorSha256 !== facts.sha256) await tx.renewalDoor.updateMany({ where: { planId: plan.id }, data: { servedAt: null } });
    const { expectedIssuer, expectedNotBefore } = plan;
    const warnings = [...judged.warnings, ...ruleWarnings(facts, { expectedIssuer, expectedNotBefore })];
    await writeAudit(tx, context, {
      action: 'renewal.set-successor',
      subject: auditSubject(plan.id),
      before: { state: plan.state, successor: plan.successorSha256 },
      after: { state: 'issued', successor: facts.sha256, name: row.name, warnings: warnings.join(' ') },
    });
    await settlePlan(tx, { ...plan, state: 'issued', successorSha256: facts.sha256 }, context);
    return { sha256: facts.sha256, name: row.name, warnings };
  });
}

function ruleWarnings(facts: CertificateFacts, rule: { expectedIssuer: string | null; expectedNotBefore: Date | null }): string[] {
  const { expectedIssuer, expectedNotBefore } = rule;
  const isOther = expectedIssuer !== null && !facts.issuer.toLowerCase().includes(expectedIssuer.toLowerCase());
  const isEarly = expectedNotBefore !== null && (facts.notBefore === null || new Date(facts.notBefore) < expectedNotBefore);
  return [
    ...(isOther ? [`Its issuer is ${facts.issuer}; the plan expects ${expectedIssuer}.`] : []),
    ...(isEarly
      ? [`It is valid from ${facts.notBefore ?? 'no readable time'}; the plan expects ${expectedNotBefore.toISOString()} or later.`]
      : []),
  ];
}

/** The certificate to be replaced, and the names of the hosts for a plan that has none. */
async function readOld(tx: Transaction, id: string): Promise<{ old: OldCertificate | null; names: string[] }> {
  const plan = await tx.renewalPlan.findUnique({
    where: { id },
    select: { sha256: true, host: { select: { name: true } } },
  });
  if (!plan) throw new NotFoundError('The renewal plan');
  const old = plan.sha256 === null ? null : await tx.certificate.findUnique({ where: { sha256: plan.sha256 }, omit: { der: true } });
  return { old, names: plan.host ? [plan.host.name] : [] };
}
