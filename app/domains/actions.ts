'use server';

import { redirect } from 'next/navigation';
import type { ActionState } from '#components/ui/action-state.ts';
import { ConfirmBindAccountInput, confirmBindAccount } from '#lib/fleet/confirm-bind-account.ts';
import { AddDomainInput, addDomain as addDomainVerb } from '#lib/fleet/domains/add-domain.ts';
import { RemoveDomainInput, removeDomain as removeDomainVerb } from '#lib/fleet/domains/remove-domain.ts';
import { SetDomainNotesInput, setDomainNotes } from '#lib/fleet/domains/set-domain-notes.ts';
import { SetDomainResolversInput, setDomainResolvers } from '#lib/fleet/domains/set-domain-resolvers.ts';
import { RemoveBindAccountInput, removeBindAccount } from '#lib/fleet/remove-bind-account.ts';
import { SetBindAccountInput, setBindAccount } from '#lib/fleet/set-bind-account.ts';
import { SetDomainExpiryWindowsInput, setDomainExpiryWindows } from '#lib/fleet/set-domain-expiry-windows.ts';
import { SetDomainOwnerInput, setDomainOwner } from '#lib/fleet/set-domain-owner.ts';
import { SetDomainVerdictPolicyInput, setDomainVerdictPolicy } from '#lib/fleet/set-domain-verdict-policy.ts';
import { paths } from '#lib/paths.ts';
import { defineAction } from '../_server/define-action.ts';

const common = { role: 'admin', revalidate: [paths.domains()] } as const;

export const addDomain = defineAction({ ...common, schema: AddDomainInput, verb: addDomainVerb });
export const setNotes = defineAction({ ...common, schema: SetDomainNotesInput, verb: setDomainNotes });
export const setResolvers = defineAction({ ...common, schema: SetDomainResolversInput, verb: setDomainResolvers });
export const setOwner = defineAction({ ...common, schema: SetDomainOwnerInput, verb: setDomainOwner });
export const setWindows = defineAction({ ...common, schema: SetDomainExpiryWindowsInput, verb: setDomainExpiryWindows });
export const setPolicy = defineAction({ ...common, schema: SetDomainVerdictPolicyInput, verb: setDomainVerdictPolicy });
export const setAccount = defineAction({
  ...common,
  schema: SetBindAccountInput,
  verb: (context, input) => setBindAccount(context, input),
});
export const removeAccount = defineAction({ ...common, schema: RemoveBindAccountInput, verb: removeBindAccount });
export const confirmAccount = defineAction({ ...common, schema: ConfirmBindAccountInput, verb: confirmBindAccount });

const forget = defineAction({ ...common, schema: RemoveDomainInput, verb: removeDomainVerb });

/** Removes the domain and goes to the others, for its page is no more. */
export async function remove(state: ActionState<{ name: string }>, form: FormData): Promise<ActionState<{ name: string }>> {
  const next = await forget(state, form);
  if (next.status === 'ok') redirect(paths.domains());
  return next;
}
