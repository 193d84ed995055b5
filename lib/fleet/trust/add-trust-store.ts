import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import type { Transaction } from '../../db/client.ts';
import { count } from '../../diagnosis/reading/wording.ts';
import { InvalidInputError } from '../../errors.ts';
import type { CertificateFacts } from '../../probe/evidence.ts';
import { anchorKind, changeTrust, keepAnchors, renewVersion } from './anchor.ts';
import { scope, sha256s, storeId, storeName } from './input.ts';
import { loadStore, mustBeFree, scopeName } from './load.ts';
import { recheckDoors, tellHosts } from './recheck.ts';
import { readGiven } from './review-trust-file.ts';
import type { TrustChange, TrustOrigin } from './views.ts';

/** Certificates as PEM text; `chosen` are those to be trusted: all authorities among them when left out. */
const certificates = z.string('The certificates are PEM text.');
export const AddTrustStoreInput = z.strictObject({ name: storeName, domainId: scope, certificates, chosen: sha256s.optional() });
export type AddTrustStoreInput = z.input<typeof AddTrustStoreInput>;
export const AddTrustAnchorsInput = z.strictObject({ storeId, certificates, chosen: sha256s.optional() });
export type AddTrustAnchorsInput = z.input<typeof AddTrustAnchorsInput>;

/** Where a store comes from, when people did not upload it here. */
export type StoreSource = { origin: TrustOrigin; managedBy: string | null };

/**
 * Makes a trust store of the chosen certificates, for a domain or for all. A certificate that is no authority is trusted only when it is
 * chosen by its SHA-256. The doors it matters to are checked again soon. Throws InvalidInputError and NotFoundError.
 */
export async function addTrustStore(
  context: VerbContext,
  input: AddTrustStoreInput,
  source: StoreSource = { origin: 'upload', managedBy: null },
): Promise<TrustChange> {
  const given = parseInput(AddTrustStoreInput, input);
  const chosen = chosenOf(given);
  return changeTrust(context, async (tx) => {
    const scoped = await scopeName(tx, given.domainId);
    await mustBeFree(tx, given.name);
    const id = await makeStore(tx, context, { name: given.name, domainId: given.domainId, ...source });
    return trust(tx, context, { id, name: given.name, domainId: given.domainId, scoped }, chosen);
  });
}

/** Adds the chosen certificates to a trust store, as `addTrustStore` does. */
export async function addTrustAnchors(context: VerbContext, input: AddTrustAnchorsInput): Promise<TrustChange> {
  const given = parseInput(AddTrustAnchorsInput, input);
  const chosen = chosenOf(given);
  return changeTrust(context, async (tx) => {
    const { id, name, domainId, domain } = await loadStore(tx, given.storeId);
    return trust(tx, context, { id, name, domainId, scoped: domain?.name ?? 'all domains' }, chosen);
  });
}

function chosenOf(given: { certificates: string; chosen?: string[] | undefined }): CertificateFacts[] {
  const found = readGiven(Buffer.from(given.certificates, 'utf8'), 'certificates').certificates;
  const chosen = found.filter((facts) => given.chosen?.includes(facts.sha256) ?? anchorKind(facts) !== 'single');
  const missing = given.chosen?.find((wanted) => !found.some(({ sha256 }) => sha256 === wanted));
  if (missing !== undefined)
    throw new InvalidInputError([{ field: 'chosen', value: missing, message: `The certificate ${missing} is not among those given.` }]);
  if (chosen.length === 0)
    throw new InvalidInputError([{ field: 'chosen', message: 'No certificate is ticked. Tick those that shall be trusted.' }]);
  return chosen;
}

/** An empty store. */
export async function makeStore(
  tx: Transaction,
  { now, actor }: VerbContext,
  store: { name: string; domainId: number | null } & StoreSource,
): Promise<string> {
  const data = { ...store, createdBy: actor, createdAt: now, version: randomUUID() };
  return (await tx.trustStore.create({ data, select: { id: true } })).id;
}

/** Puts certificates into a store, with all that follows from it. */
export async function trust(
  tx: Transaction,
  context: VerbContext,
  store: { id: string; name: string; domainId: number | null; scoped: string },
  chosen: readonly CertificateFacts[],
): Promise<TrustChange> {
  const { id, name, domainId, scoped } = store;
  const added = await keepAnchors(tx, context, id, chosen);
  await renewVersion(tx, id);
  if (added > 0) {
    await tellHosts(
      tx,
      domainId,
      context.now,
      null,
      `Trust store ${name}: ${count(added, 'certificate')} more ${added === 1 ? 'is' : 'are'} trusted`,
    );
    const after = { scope: scoped, certificates: chosen.map(({ sha256, subject }) => ({ sha256, subject })) };
    await writeAudit(tx, context, { action: 'trust.add', subject: name, before: null, after });
  }
  const follows = added === 0 ? { doors: 0, withinSeconds: 0 } : await recheckDoors(tx, domainId);
  return { id, name, added, ...follows };
}
