import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { type VerdictPolicy, verdictPolicies, verdictPolicyOf } from '../checks/read/host-state.ts';
import { domainId } from './input.ts';
import { announceFleet, loadDomain } from './internal.ts';

export const SetDomainVerdictPolicyInput = z.strictObject({
  domainId,
  policy: z.enum(verdictPolicies, `The policy is one of ${verdictPolicies.join(', ')}.`),
});
export type SetDomainVerdictPolicyInput = z.input<typeof SetDomainVerdictPolicyInput>;

/** Sets how the verdicts of several locations make the one of a door, for all hosts of a domain. */
export async function setDomainVerdictPolicy(context: VerbContext, input: SetDomainVerdictPolicyInput): Promise<{ policy: VerdictPolicy }> {
  const given = parseInput(SetDomainVerdictPolicyInput, input);

  return context.db.$transaction(
    async (tx) => {
      const domain = await loadDomain(tx, given.domainId);
      const before = verdictPolicyOf(domain.verdictPolicy);
      if (before === given.policy) return { policy: before };
      await tx.domain.update({ where: { id: domain.id }, data: { verdictPolicy: given.policy }, select: { id: true } });
      // Their states are others now: open boards take them anew.
      await tx.host.updateMany({ where: { domainId: domain.id }, data: { updatedAt: context.now } });
      await writeAudit(tx, context, {
        action: 'domain.set-verdict-policy',
        subject: domain.name,
        before: { policy: before },
        after: { policy: given.policy },
      });
      await announceFleet(tx);
      return { policy: given.policy };
    },
    { timeout: 20_000 },
  );
}
