import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import type { SecretBox } from '../secrets/secret-box.ts';
import { boxToSeal } from '../secrets/secret-boxes.ts';
import { BindAccountInput, checkSoon, freshAccount, loadOwner, secretPlace } from './bind-account.ts';
import { announceFleet } from './internal.ts';

export const SetBindAccountInput = BindAccountInput.extend({
  /** A distinguished name, a user principal name or DOMAIN\user. */
  dn: z
    .string()
    .trim()
    .min(1, 'An account needs a name: a distinguished name, a user principal name or DOMAIN\\user.')
    .max(1_024, 'The name of an account can be 1024 characters long at most.')
    .regex(/^\P{Cc}*$/u, 'The name of an account cannot hold control characters.'),
  /** As typed: blanks belong to it. */
  password: z
    .string()
    .min(1, 'An account needs a password: without one the bind would be an anonymous one (RFC 4513 section 5.1.2).')
    .max(1_024, 'A password can be 1024 characters long at most.'),
});
export type SetBindAccountInput = z.input<typeof SetBindAccountInput>;

/**
 * Sets the account that checks of a host, or of its domain, bind with; it replaces an earlier one and lifts its hold. The password is
 * encrypted and never shown again. Checks send it, one at a time, until it was accepted once; when it is refused, nobody sends it again
 * before it is set anew or confirmed.
 */
export async function setBindAccount(
  context: VerbContext,
  input: SetBindAccountInput,
  box: SecretBox = boxToSeal(),
): Promise<{ name: string; dn: string }> {
  const { dn, password, ...target } = parseInput(SetBindAccountInput, input);

  return context.db.$transaction(async (tx) => {
    const { host, owner } = await loadOwner(tx, target);
    const known = await tx.bindAccount.findFirst({ where: owner.key, select: { id: true, dn: true } });
    const id = known?.id ?? randomUUID();
    const sealed = box.seal(password, secretPlace(id));
    const account = { dn, secretCiphertext: sealed.ciphertext, secretKeyId: sealed.keyId, updatedAt: context.now, ...freshAccount() };
    if (known) await tx.bindAccount.update({ where: { id }, data: account, select: { id: true } });
    else await tx.bindAccount.create({ data: { id, ...owner.key, ...account, createdAt: context.now }, select: { id: true } });
    await checkSoon(tx, { host, owner }, context.now);
    await writeAudit(tx, context, {
      action: 'bind-account.set',
      subject: owner.name,
      before: known && { scope: target.scope, dn: known.dn },
      after: { scope: target.scope, dn },
    });
    await announceFleet(tx);
    return { name: owner.name, dn };
  });
}
