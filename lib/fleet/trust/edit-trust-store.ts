import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { changeTrust } from './anchor.ts';
import { scope, storeId, storeName } from './input.ts';
import { loadStore, mustBeFree, scopeName } from './load.ts';
import { recheckDoors } from './recheck.ts';

export const EditTrustStoreInput = z.strictObject({ storeId, name: storeName, domainId: scope });
export type EditTrustStoreInput = z.input<typeof EditTrustStoreInput>;

/** Gives a trust store another name, or has it count for another domain or for all. Throws InvalidInputError and NotFoundError. */
export async function editTrustStore(context: VerbContext, input: EditTrustStoreInput): Promise<{ name: string }> {
  const { storeId: id, name, domainId } = parseInput(EditTrustStoreInput, input);
  return changeTrust(context, async (tx) => {
    const store = await loadStore(tx, id);
    const after = { name, scope: await scopeName(tx, domainId) };
    const before = { name: store.name, scope: store.domain?.name ?? 'all domains' };
    if (before.name === after.name && store.domainId === domainId) return { name };
    await mustBeFree(tx, name, id);
    await tx.trustStore.update({ where: { id }, data: { name, domainId, version: randomUUID() }, select: { id: true } });
    if (store.domainId !== domainId) {
      // A lens of a domain that the store is not for any more cannot name it.
      if (domainId !== null) await tx.trustLensStore.deleteMany({ where: { storeId: id, lens: { domainId: { not: domainId } } } });
      if (store.domainId !== null && domainId !== null) await recheckDoors(tx, store.domainId);
      await recheckDoors(tx, store.domainId === null ? null : domainId);
    }
    await writeAudit(tx, context, { action: 'trust.edit', subject: before.name, before, after });
    return { name };
  });
}
