'use server';

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
export const removeStore = defineAction({ ...common, schema: RemoveTrustStoreInput, verb: removeTrustStore });
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
