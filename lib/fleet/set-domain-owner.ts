import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { domainId, owner } from './input.ts';
import { announceFleet, loadDomain } from './internal.ts';

export const SetDomainOwnerInput = z.strictObject({ domainId, owner });
export type SetDomainOwnerInput = z.input<typeof SetDomainOwnerInput>;

/** Names who looks after the certificates of a domain's hosts, where a host names nobody itself; empty for nobody. */
export async function setDomainOwner(context: VerbContext, input: SetDomainOwnerInput): Promise<{ owner: string }> {
  const given = parseInput(SetDomainOwnerInput, input);

  return context.db.$transaction(async (tx) => {
    const domain = await loadDomain(tx, given.domainId);
    if (domain.owner === given.owner) return { owner: given.owner };
    await tx.domain.update({ where: { id: domain.id }, data: { owner: given.owner }, select: { id: true } });
    await writeAudit(tx, context, {
      action: 'domain.set-owner',
      subject: domain.name,
      before: { owner: domain.owner },
      after: { owner: given.owner },
    });
    await announceFleet(tx);
    return { owner: given.owner };
  });
}
