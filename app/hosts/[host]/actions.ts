'use server';

import { redirect } from 'next/navigation';
import type { ActionState } from '#components/ui/action-state.ts';
import { RequestCheckInput, requestCheck } from '#lib/checks/request-check.ts';
import { RequestDeepScanInput, requestDeepScan } from '#lib/checks/request-deep-scan.ts';
import { AddEndpointInput, addEndpoint } from '#lib/fleet/add-endpoint.ts';
import { ConfirmBindAccountInput, confirmBindAccount } from '#lib/fleet/confirm-bind-account.ts';
import { DeleteHostInput, deleteHost } from '#lib/fleet/delete-host.ts';
import { EditHostInput, editHost } from '#lib/fleet/edit-host.ts';
import { PauseHostInput, pauseHost } from '#lib/fleet/pause-host.ts';
import { RemoveBindAccountInput, removeBindAccount } from '#lib/fleet/remove-bind-account.ts';
import { RemoveEndpointInput, removeEndpoint } from '#lib/fleet/remove-endpoint.ts';
import { ResumeHostInput, resumeHost } from '#lib/fleet/resume-host.ts';
import { SetBindAccountInput, setBindAccount } from '#lib/fleet/set-bind-account.ts';
import { SetEndpointIntervalInput, setEndpointInterval } from '#lib/fleet/set-endpoint-interval.ts';
import { SetEndpointLocationsInput, setEndpointLocations } from '#lib/fleet/set-endpoint-locations.ts';
import { SetHostExpiryWindowsInput, setHostExpiryWindows } from '#lib/fleet/set-host-expiry-windows.ts';
import { SetHostNotesInput, setHostNotes } from '#lib/fleet/set-host-notes.ts';
import { SetHostTagsInput, setHostTags } from '#lib/fleet/set-host-tags.ts';
import { SetSlowAfterInput, setSlowAfter } from '#lib/fleet/set-slow-after.ts';
import { paths } from '#lib/paths.ts';
import { defineAction } from '../../_server/define-action.ts';

const hostPage = ['/hosts/[host]'];

export const probeNow = defineAction({ schema: RequestCheckInput, role: 'operator', verb: requestCheck });
export const deepScanNow = defineAction({ schema: RequestDeepScanInput, role: 'operator', verb: requestDeepScan });
export const edit = defineAction({ schema: EditHostInput, role: 'operator', verb: editHost, revalidate: hostPage });
export const setWindows = defineAction({
  schema: SetHostExpiryWindowsInput,
  role: 'operator',
  verb: setHostExpiryWindows,
  revalidate: hostPage,
});
export const setTags = defineAction({ schema: SetHostTagsInput, role: 'operator', verb: setHostTags, revalidate: ['/hosts'] });
export const setNotes = defineAction({ schema: SetHostNotesInput, role: 'operator', verb: setHostNotes, revalidate: hostPage });
export const pause = defineAction({ schema: PauseHostInput, role: 'operator', verb: pauseHost, revalidate: hostPage });
export const resume = defineAction({ schema: ResumeHostInput, role: 'operator', verb: resumeHost, revalidate: hostPage });
export const setInterval = defineAction({
  schema: SetEndpointIntervalInput,
  role: 'operator',
  verb: setEndpointInterval,
  revalidate: hostPage,
});
export const addDoor = defineAction({ schema: AddEndpointInput, role: 'operator', verb: addEndpoint, revalidate: hostPage });
export const setLocations = defineAction({
  schema: SetEndpointLocationsInput,
  role: 'operator',
  verb: setEndpointLocations,
  revalidate: hostPage,
});
export const setSlow = defineAction({ schema: SetSlowAfterInput, role: 'operator', verb: setSlowAfter, revalidate: hostPage });

export const setAccount = defineAction({
  schema: SetBindAccountInput,
  role: 'admin',
  verb: (context, input) => setBindAccount(context, input),
  revalidate: hostPage,
});
export const removeAccount = defineAction({ schema: RemoveBindAccountInput, role: 'admin', verb: removeBindAccount, revalidate: hostPage });
export const confirmAccount = defineAction({
  schema: ConfirmBindAccountInput,
  role: 'operator',
  verb: confirmBindAccount,
  revalidate: hostPage,
});

const remove = defineAction({ schema: DeleteHostInput, role: 'admin', verb: deleteHost, revalidate: hostPage });
const close = defineAction({ schema: RemoveEndpointInput, role: 'admin', verb: removeEndpoint, revalidate: hostPage });

/** Deletes the host and goes to the board, for its page is no more. */
export async function removeHost(state: ActionState<{ name: string }>, form: FormData): Promise<ActionState<{ name: string }>> {
  const next = await remove(state, form);
  if (next.status === 'ok') redirect(paths.board());
  return next;
}

/** Removes a door and goes to the host's leading one, for the removed door's page is no more. */
export async function removeDoor(
  state: ActionState<{ name: string; port: number }>,
  form: FormData,
): Promise<ActionState<{ name: string; port: number }>> {
  const next = await close(state, form);
  if (next.status === 'ok') redirect(paths.host(next.data.name));
  return next;
}
