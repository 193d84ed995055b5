'use server';

import { redirect } from 'next/navigation';
import type { ActionState } from '#components/ui/action-state.ts';
import { ClearSuccessorInput, clearSuccessor } from '#lib/certificates/renewals/clear-successor.ts';
import { EditRenewalInput, editRenewal } from '#lib/certificates/renewals/edit-renewal.ts';
import { PlanRenewalInput, planRenewal } from '#lib/certificates/renewals/plan-renewal.ts';
import { SetRenewalStateInput, setRenewalState } from '#lib/certificates/renewals/set-renewal-state.ts';
import { SetSuccessorInput, setSuccessor } from '#lib/certificates/renewals/set-successor.ts';
import { paths } from '#lib/paths.ts';
import { defineAction } from '../_server/define-action.ts';

const concerned = [paths.renewals(), paths.expiry(), paths.certificates(), '/hosts/[host]'];

export const edit = defineAction({ schema: EditRenewalInput, role: 'operator', verb: editRenewal, revalidate: concerned });
export const setState = defineAction({ schema: SetRenewalStateInput, role: 'operator', verb: setRenewalState, revalidate: concerned });
export const announce = defineAction({
  schema: SetSuccessorInput,
  role: 'operator',
  verb: setSuccessor,
  files: ['certificate'],
  // A chain may be pasted together with its key by mistake.
  secrets: ['pasted'],
  revalidate: concerned,
});
export const takeBack = defineAction({ schema: ClearSuccessorInput, role: 'operator', verb: clearSuccessor, revalidate: concerned });

const make = defineAction({ schema: PlanRenewalInput, role: 'operator', verb: planRenewal, revalidate: concerned });

/** Plans a renewal and goes to its page. */
export async function plan(state: ActionState<{ id: string }>, form: FormData): Promise<ActionState<{ id: string }>> {
  const next = await make(state, form);
  if (next.status === 'ok') redirect(paths.renewal(next.data.id));
  return next;
}
