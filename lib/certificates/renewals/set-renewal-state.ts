import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { InvalidInputError } from '../../errors.ts';
import { catchUp } from './follow-renewals.ts';
import { planId } from './input.ts';
import { auditSubject, lockPlan, lockPlanning, openPlanFor, type PlanState } from './plan-row.ts';

const states = ['open', 'ordered', 'issued', 'done', 'cancelled'] as const;

export const SetRenewalStateInput = z.strictObject({
  planId,
  state: z.enum(states, `The state is one of ${states.join(', ')}.`),
});
export type SetRenewalStateInput = z.input<typeof SetRenewalStateInput>;

/**
 * Says how far a renewal is. `done` and `cancelled` close the plan, the others open it again; a plan whose new certificate is known is
 * issued at least until that is taken back (clearSuccessor). A plan that had been given up catches up with what its doors serve by now.
 */
export async function setRenewalState(context: VerbContext, input: SetRenewalStateInput): Promise<{ id: string; state: PlanState }> {
  const { planId: id, state } = parseInput(SetRenewalStateInput, input);

  return context.db.$transaction(async (tx) => {
    await lockPlanning(tx);
    const plan = await lockPlan(tx, id);
    if (plan.state === state) return { id, state };
    if ((state === 'open' || state === 'ordered') && plan.successorSha256 !== null)
      throw new InvalidInputError([
        {
          field: 'state',
          value: state,
          message: `The new certificate is known, so the plan cannot be ${state}. Take the certificate back first.`,
        },
      ]);
    const isClosing = state === 'done' || state === 'cancelled';
    const other = isClosing || plan.closedAt === null ? null : await openPlanFor(tx, plan);
    if (other !== null)
      throw new InvalidInputError([{ field: 'plan', value: other, message: 'There is another open plan for the same by now.' }]);
    await tx.renewalPlan.update({
      where: { id },
      data: {
        ...{ state, closedAt: isClosing ? context.now : null, updatedAt: context.now },
        // Since when a known certificate is announced does not change.
        ...(state === 'issued' && plan.successorSha256 === null ? { issuedAt: context.now } : {}),
      },
      select: { id: true },
    });
    await writeAudit(tx, context, { action: 'renewal.state', subject: auditSubject(id), before: { state: plan.state }, after: { state } });
    if (plan.state === 'cancelled' && !isClosing) await catchUp(tx, { ...plan, state, closedAt: null }, context);
    return { id, state };
  });
}
