import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { NotFoundError } from '../../errors.ts';
import { changeTrust, renewVersion } from './anchor.ts';
import { sha256, storeId } from './input.ts';
import { loadStore } from './load.ts';
import { recheckDoors, tellHosts } from './recheck.ts';

export const RemoveTrustStoreInput = z.strictObject({ storeId });
export type RemoveTrustStoreInput = z.input<typeof RemoveTrustStoreInput>;
export const RemoveTrustAnchorInput = z.strictObject({ storeId, sha256 });
export type RemoveTrustAnchorInput = z.input<typeof RemoveTrustAnchorInput>;

type Removed = { name: string; doors: number; withinSeconds: number };

/** Trusts a store no longer. The doors it mattered to are checked again soon. Throws NotFoundError. */
export async function removeTrustStore(context: VerbContext, input: RemoveTrustStoreInput): Promise<Removed> {
  const given = parseInput(RemoveTrustStoreInput, input);
  return changeTrust(context, async (tx) => {
    const { id, name, domainId, domain } = await loadStore(tx, given.storeId);
    const anchors = await tx.trustStoreAnchor.findMany({ where: { storeId: id }, select: { sha256: true, subject: true } });
    await tx.trustStore.delete({ where: { id } });
    await tellHosts(tx, domainId, context.now, `Trust store ${name}`, null);
    const follows = await recheckDoors(tx, domainId);
    const before = { scope: domain?.name ?? 'all domains', certificates: anchors };
    await writeAudit(tx, context, { action: 'trust.remove', subject: name, before, after: null });
    return { name, ...follows };
  });
}

/** Trusts one certificate of a store no longer; the store stays, even if it is empty then. Throws NotFoundError. */
export async function removeTrustAnchor(context: VerbContext, input: RemoveTrustAnchorInput): Promise<Removed> {
  const given = parseInput(RemoveTrustAnchorInput, input);
  return changeTrust(context, async (tx) => {
    const { id, name, domainId } = await loadStore(tx, given.storeId);
    const key = { storeId_sha256: { storeId: id, sha256: given.sha256 } };
    const anchor = await tx.trustStoreAnchor.findUnique({ where: key, select: { sha256: true, subject: true } });
    if (anchor === null) throw new NotFoundError('The certificate of the trust store');
    await tx.trustStoreAnchor.delete({ where: key });
    await renewVersion(tx, id);
    await tellHosts(tx, domainId, context.now, `Trust store ${name}: ${anchor.subject}`, null);
    const follows = await recheckDoors(tx, domainId);
    await writeAudit(tx, context, { action: 'trust.remove-certificate', subject: name, before: anchor, after: null });
    return { name: anchor.subject, ...follows };
  });
}
