import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { NotFoundError } from '../errors.ts';
import { BindAccountInput, checkSoon, loadOwner } from './bind-account.ts';
import { announceFleet } from './internal.ts';

export const RemoveBindAccountInput = BindAccountInput;
export type RemoveBindAccountInput = BindAccountInput;

/** Forgets the account of a host or of its domain, password and all. Throws NotFoundError when there is none. */
export async function removeBindAccount(context: VerbContext, input: RemoveBindAccountInput): Promise<{ name: string }> {
  const given = parseInput(RemoveBindAccountInput, input);

  return context.db.$transaction(async (tx) => {
    const { host, owner } = await loadOwner(tx, given);
    const account = await tx.bindAccount.findFirst({ where: owner.key, select: { id: true, dn: true } });
    if (!account) throw new NotFoundError('The account');
    await tx.bindAccount.delete({ where: { id: account.id }, select: { id: true } });
    await checkSoon(tx, { host, owner }, context.now);
    await writeAudit(tx, context, {
      action: 'bind-account.remove',
      subject: owner.name,
      before: { scope: given.scope, dn: account.dn },
      after: null,
    });
    await announceFleet(tx);
    return { name: owner.name };
  });
}
