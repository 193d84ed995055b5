'use server';

import { redirect } from 'next/navigation';
import type { ActionState } from '#components/ui/action-state.ts';
import { EditTrustStoreInput, editTrustStore } from '#lib/fleet/trust/edit-trust-store.ts';
import { GiveTrustFileInput, giveTrustFile } from '#lib/fleet/trust/give-trust-file.ts';
import {
  AddTrustLensInput,
  addTrustLens,
  ChooseTrustLensInput,
  chooseTrustLens,
  RemoveTrustLensInput,
  removeTrustLens,
} from '#lib/fleet/trust/lenses.ts';
import { RemoveTrustAnchorInput, RemoveTrustStoreInput, removeTrustAnchor, removeTrustStore } from '#lib/fleet/trust/remove-trust.ts';
import { TrustDirectoryAnchorsInput, trustDirectoryAnchors } from '#lib/fleet/trust/trust-directory-anchors.ts';
import { TrustIssuerInput, trustIssuer } from '#lib/fleet/trust/trust-issuer.ts';
import { paths } from '#lib/paths.ts';
import { defineAction } from '../../_server/define-action.ts';
import { tickedForm } from './ticked-form.ts';

const common = { role: 'admin', revalidate: [paths.trustSettings()] } as const;

export const giveFile = defineAction({
  ...common,
  schema: GiveTrustFileInput,
  verb: giveTrustFile,
  files: ['file'],
  secrets: ['pasted', 'certificates'],
});
export const editStore = defineAction({ ...common, schema: EditTrustStoreInput, verb: editTrustStore });
const remove = defineAction({ ...common, schema: RemoveTrustStoreInput, verb: removeTrustStore });
type Removed = Awaited<ReturnType<typeof removeTrustStore>>;

/** Removes a store and goes to those that are left, for its page is no more. */
export async function removeStore(state: ActionState<Removed>, form: FormData): Promise<ActionState<Removed>> {
  const next = await remove(state, form);
  if (next.status === 'ok') redirect(paths.trustSettings());
  return next;
}
export const removeAnchor = defineAction({ ...common, schema: RemoveTrustAnchorInput, verb: removeTrustAnchor });
export const trustFromChain = defineAction({ ...common, schema: TrustIssuerInput, verb: trustIssuer });
export const trustFromDirectory = defineAction({
  ...common,
  schema: tickedForm('anchor:', 'chosen', TrustDirectoryAnchorsInput),
  verb: trustDirectoryAnchors,
});
export const addLens = defineAction({ ...common, schema: tickedForm('store:', 'storeIds', AddTrustLensInput), verb: addTrustLens });
export const removeLens = defineAction({ ...common, schema: RemoveTrustLensInput, verb: removeTrustLens });
export const chooseLens = defineAction({ ...common, schema: ChooseTrustLensInput, verb: chooseTrustLens });
