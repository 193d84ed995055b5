import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { ConflictError } from '../../errors.ts';
import { planId } from './input.ts';
import { auditSubject, lockOpenPlan } from './plan-row.ts';

export const ClearSuccessorInput = z.strictObject({ planId });
export type ClearSuccessorInput = z.input<typeof ClearSuccessorInput>;

/** Takes the new certificate back: the plan waits for one again, and no door counts as serving it. The certificate itself is kept. */
export async function clearSuccessor(context: VerbContext, input: ClearSuccessorInput): Promise<{ id: string }> {
  const { planId: id } = parseInput(ClearSuccessorInput, input);

  return context.db.$transaction(async (tx) => {
    const plan = await lockOpenPlan(tx, id);
    if (plan.successorSha256 === null) throw new ConflictError('The plan names no new certificate, so there is none to take back.');
    await tx.renewalPlan.update({
      where: { id },
      data: { successorSha256: null, issuedAt: null, state: 'ordered', updatedAt: context.now },
      select: { id: true },
    });
    await tx.renewalDoor.updateMany({ where: { planId: id }, data: { servedAt: null } });
    await writeAudit(tx, context, {
      action: 'renewal.clear-successor',
      subject: auditSubject(id),
      before: { state: plan.state, successor: plan.successorSha256 },
      after: { state: 'ordered', successor: null },
    });
    return { id };
  });
}
