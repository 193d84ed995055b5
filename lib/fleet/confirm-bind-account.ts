import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { ConflictError, NotFoundError } from '../errors.ts';
import { BindAccountInput, checkSoon, freshAccount, loadOwner } from './bind-account.ts';
import { announceFleet } from './internal.ts';

export const ConfirmBindAccountInput = BindAccountInput;
export type ConfirmBindAccountInput = BindAccountInput;

/**
 * Lifts the hold of an account whose password was refused, for a person knows that it is right now: it is tried once more. Throws
 * NotFoundError when there is no account and ConflictError when it is not on hold.
 */
export async function confirmBindAccount(context: VerbContext, input: ConfirmBindAccountInput): Promise<{ name: string }> {
  const given = parseInput(ConfirmBindAccountInput, input);

  return context.db.$transaction(async (tx) => {
    const { host, owner } = await loadOwner(tx, given);
    const account = await tx.bindAccount.findFirst({
      where: owner.key,
      select: { id: true, dn: true, heldSince: true, heldBecause: true },
    });
    if (!account) throw new NotFoundError('The account');
    if (account.heldSince === null) throw new ConflictError(`The account of ${owner.name} is not on hold.`);
    await tx.bindAccount.update({ where: { id: account.id }, data: { ...freshAccount(), updatedAt: context.now }, select: { id: true } });
    await checkSoon(tx, { host, owner }, context.now);
    await writeAudit(tx, context, {
      action: 'bind-account.confirm',
      subject: owner.name,
      before: { scope: given.scope, dn: account.dn, heldSince: account.heldSince.toISOString(), heldBecause: account.heldBecause },
      after: { scope: given.scope, dn: account.dn },
    });
    await announceFleet(tx);
    return { name: owner.name };
  });
}
