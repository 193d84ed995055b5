import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { dateOf, planFields, planId } from './input.ts';
import { auditSubject, lockOpenPlan } from './plan-row.ts';

/** The whole of what can be edited: what is left out is cleared. */
export const EditRenewalInput = z.strictObject({ planId, ...planFields });
export type EditRenewalInput = z.input<typeof EditRenewalInput>;

/** Changes who renews, until when, what is expected, and the note. */
export async function editRenewal(context: VerbContext, input: EditRenewalInput): Promise<{ id: string }> {
  const { planId: id, ...after } = parseInput(EditRenewalInput, input);

  return context.db.$transaction(async (tx) => {
    const plan = await lockOpenPlan(tx, id);
    const before = {
      ...{ owner: plan.owner, note: plan.note, dueOn: plan.dueOn, expectedIssuer: plan.expectedIssuer },
      expectedNotBefore: plan.expectedNotBefore?.toISOString().slice(0, 10) ?? null,
    };
    if (JSON.stringify(Object.entries(before).sort()) === JSON.stringify(Object.entries(after).sort())) return { id };
    await tx.renewalPlan.update({
      where: { id },
      data: {
        ...{ owner: after.owner, note: after.note, expectedIssuer: after.expectedIssuer, updatedAt: context.now },
        dueOn: after.dueOn === null ? null : dateOf(after.dueOn),
        expectedNotBefore: after.expectedNotBefore === null ? null : dateOf(after.expectedNotBefore),
      },
      select: { id: true },
    });
    await writeAudit(tx, context, { action: 'renewal.edit', subject: auditSubject(id), before, after });
    return { id };
  });
}
