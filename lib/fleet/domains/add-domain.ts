import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { ConflictError } from '../../errors.ts';
import { domainName } from '../domain-input.ts';
import { announceFleet, lockRegistration } from '../internal.ts';

export const AddDomainInput = z.strictObject({ name: domainName });
export type AddDomainInput = z.input<typeof AddDomainInput>;

/** Adds a domain before it has hosts. Throws ConflictError when it is there already. */
export async function addDomain(context: VerbContext, input: AddDomainInput): Promise<{ name: string }> {
  const { name } = parseInput(AddDomainInput, input);

  return context.db.$transaction(async (tx) => {
    await lockRegistration(tx);
    const known = await tx.domain.findUnique({ where: { name }, select: { id: true } });
    if (known !== null) throw new ConflictError(`The domain ${name} is there already.`);
    await tx.domain.create({ data: { name, addedByHand: true }, select: { id: true } });
    await writeAudit(tx, context, { action: 'domain.add', subject: name, before: null, after: { name } });
    await announceFleet(tx);
    return { name };
  });
}
