import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import type { Transaction } from '../../db/client.ts';
import { InvalidInputError, NotFoundError } from '../../errors.ts';
import { checkbox, domainId } from '../input.ts';
import { loadDomain } from '../internal.ts';
import { changeTrust } from './anchor.ts';
import { lensId, lensName, storeId } from './input.ts';
import { recheckDoors, tellHosts } from './recheck.ts';

export const AddTrustLensInput = z.strictObject({
  domainId,
  name: lensName,
  system: checkbox,
  bundle: checkbox,
  storeIds: z.array(storeId).max(200, 'A lens can name 200 trust stores at most.'),
});
export type AddTrustLensInput = z.input<typeof AddTrustLensInput>;
export const RemoveTrustLensInput = z.strictObject({ lensId });
export type RemoveTrustLensInput = z.input<typeof RemoveTrustLensInput>;
export const ChooseTrustLensInput = z.strictObject({
  domainId,
  lens: z.union([z.enum(['all', 'system']), lensId], 'The lens is all, system or the id of one.'),
});
export type ChooseTrustLensInput = z.input<typeof ChooseTrustLensInput>;

/** Makes a lens of a domain: which stores count when its doors are looked at with it. It decides no verdict until it is chosen. */
export async function addTrustLens(context: VerbContext, input: AddTrustLensInput): Promise<{ id: string; name: string }> {
  const given = parseInput(AddTrustLensInput, input);
  if (!given.system && !given.bundle && given.storeIds.length === 0)
    throw new InvalidInputError([{ field: 'storeIds', message: 'With no store at all nothing would be trusted. Tick at least one.' }]);
  return changeTrust(context, async (tx) => {
    const domain = await loadDomain(tx, given.domainId);
    const { name, system, bundle } = given;
    const twin = await tx.trustLens.findFirst({
      where: { domainId: domain.id, name: { equals: name, mode: 'insensitive' } },
      select: { id: true },
    });
    if (twin !== null)
      throw new InvalidInputError([{ field: 'name', value: name, message: `${domain.name} has a lens named ${name} already.` }]);
    const storeIds = [...new Set(given.storeIds)];
    const stores = await tx.trustStore.findMany({
      where: { id: { in: storeIds }, OR: [{ domainId: null }, { domainId: domain.id }] },
      select: { id: true, name: true },
    });
    if (stores.length < storeIds.length) throw new NotFoundError('A trust store that is ticked');
    const { id } = await tx.trustLens.create({
      data: {
        ...{ domainId: domain.id, name, system, bundle, createdBy: context.actor, createdAt: context.now },
        stores: { create: stores.map((store) => ({ storeId: store.id })) },
      },
      select: { id: true },
    });
    const after = { domain: domain.name, system, bundle, stores: stores.map((store) => store.name) };
    await writeAudit(tx, context, { action: 'trust.add-lens', subject: name, before: null, after });
    return { id, name };
  });
}

/** Forgets a lens. Where it decided verdicts, all stores count again. Throws NotFoundError. */
export async function removeTrustLens(context: VerbContext, input: RemoveTrustLensInput): Promise<{ name: string }> {
  const given = parseInput(RemoveTrustLensInput, input);
  return changeTrust(context, async (tx) => {
    const lens = await tx.trustLens.findUnique({
      where: { id: given.lensId },
      select: { id: true, name: true, domainId: true, domain: { select: { name: true, trustLensId: true } } },
    });
    if (lens === null) throw new NotFoundError('The lens');
    await tx.trustLens.delete({ where: { id: lens.id } });
    if (lens.domain.trustLensId === lens.id) await recheckDoors(tx, lens.domainId);
    await writeAudit(tx, context, { action: 'trust.remove-lens', subject: lens.name, before: { domain: lens.domain.name }, after: null });
    return { name: lens.name };
  });
}

/** Decides with which lens the doors of a domain are judged. They are checked again soon. Throws NotFoundError. */
export async function chooseTrustLens(
  context: VerbContext,
  input: ChooseTrustLensInput,
): Promise<{ name: string; doors: number; withinSeconds: number }> {
  const given = parseInput(ChooseTrustLensInput, input);
  return changeTrust(context, async (tx) => {
    const domain = await loadDomain(tx, given.domainId);
    const before = await tx.domain.findUniqueOrThrow({
      where: { id: domain.id },
      select: { trustsSystemOnly: true, trustLensId: true, trustLens: { select: { name: true } } },
    });
    const name = await nameOf(tx, domain.id, given.lens);
    const data = {
      trustsSystemOnly: given.lens === 'system',
      trustLensId: given.lens === 'all' || given.lens === 'system' ? null : given.lens,
    };
    if (before.trustsSystemOnly === data.trustsSystemOnly && before.trustLensId === data.trustLensId)
      return { name, doors: 0, withinSeconds: 0 };
    await tx.domain.update({ where: { id: domain.id }, data, select: { id: true } });
    const was = before.trustLens?.name ?? (before.trustsSystemOnly ? 'system' : 'all configured');
    await tellHosts(tx, domain.id, context.now, `Trust lens: ${was}`, `Trust lens: ${name}`);
    const follows = await recheckDoors(tx, domain.id);
    await writeAudit(tx, context, {
      action: 'domain.choose-trust-lens',
      subject: domain.name,
      before: { lens: was },
      after: { lens: name },
    });
    return { name, ...follows };
  });
}

async function nameOf(tx: Transaction, ofDomain: number, lens: string): Promise<string> {
  if (lens === 'all') return 'all configured';
  if (lens === 'system') return 'system';
  const found = await tx.trustLens.findFirst({ where: { id: lens, domainId: ofDomain }, select: { name: true } });
  if (found === null) throw new NotFoundError('The lens');
  return found.name;
}
