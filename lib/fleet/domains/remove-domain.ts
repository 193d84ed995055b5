import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { ConflictError } from '../../errors.ts';
import { domainId } from '../input.ts';
import { announceFleet, loadDomain, lockRegistration } from '../internal.ts';

export const RemoveDomainInput = z.strictObject({ domainId });
export type RemoveDomainInput = z.input<typeof RemoveDomainInput>;

/** Removes a domain with all that is set on it. Throws ConflictError while hosts are in it. */
export async function removeDomain(context: VerbContext, input: RemoveDomainInput): Promise<{ name: string }> {
  const given = parseInput(RemoveDomainInput, input);

  return context.db.$transaction(async (tx) => {
    await lockRegistration(tx);
    const { id, name } = await loadDomain(tx, given.domainId);
    if ((await tx.host.count({ where: { domainId: id } })) > 0)
      throw new ConflictError(`Hosts are in ${name}. Move or delete them first; the domain can be removed when it is empty.`);
    await tx.domain.delete({ where: { id }, select: { id: true } });
    await tx.fleetFinding.deleteMany({ where: { domain: name } });
    await writeAudit(tx, context, { action: 'domain.remove', subject: name, before: { name }, after: null });
    await announceFleet(tx);
    return { name };
  });
}
