'use server';

import { AddFreezeInput, addFreeze as addFreezeVerb } from '#lib/certificates/freezes/add-freeze.ts';
import { EditFreezeInput, editFreeze as editFreezeVerb } from '#lib/certificates/freezes/edit-freeze.ts';
import { RemoveFreezeInput, removeFreeze as removeFreezeVerb } from '#lib/certificates/freezes/remove-freeze.ts';
import { SetDomainExpiryWindowsInput, setDomainExpiryWindows } from '#lib/fleet/set-domain-expiry-windows.ts';
import { SetDomainOwnerInput, setDomainOwner as setDomainOwnerVerb } from '#lib/fleet/set-domain-owner.ts';
import { SetInstallationExpiryWindowsInput, setInstallationExpiryWindows } from '#lib/fleet/set-installation-expiry-windows.ts';
import { SetInstallationOrganisationInput, setInstallationOrganisation } from '#lib/fleet/set-installation-organisation.ts';
import { paths } from '#lib/paths.ts';
import { defineAction } from '../../_server/define-action.ts';

const common = { role: 'admin', revalidate: [paths.settings()] } as const;

export const setWindows = defineAction({ ...common, schema: SetInstallationExpiryWindowsInput, verb: setInstallationExpiryWindows });
export const setDomainWindows = defineAction({ ...common, schema: SetDomainExpiryWindowsInput, verb: setDomainExpiryWindows });
export const setDomainOwner = defineAction({ ...common, schema: SetDomainOwnerInput, verb: setDomainOwnerVerb });
export const setOrganisation = defineAction({ ...common, schema: SetInstallationOrganisationInput, verb: setInstallationOrganisation });
export const addFreeze = defineAction({ ...common, schema: AddFreezeInput, verb: addFreezeVerb });
export const editFreeze = defineAction({ ...common, schema: EditFreezeInput, verb: editFreezeVerb });
export const removeFreeze = defineAction({ ...common, schema: RemoveFreezeInput, verb: removeFreezeVerb });
