import type { HostActions } from '#components/host/form-action.ts';
import { HostActionBar } from '#components/host/host-actions.tsx';
import { buildTicket } from '#components/host/ticket.ts';
import type { HostView } from '#lib/checks/read/views.ts';
import { ticketExtras } from '../ticket-extras.ts';
import * as hostActions from './actions.ts';

const actions: HostActions = {
  probe: hostActions.probeNow,
  edit: hostActions.edit,
  setWindows: hostActions.setWindows,
  pause: hostActions.pause,
  resume: hostActions.resume,
  remove: hostActions.removeHost,
  setInterval: hostActions.setInterval,
  addDoor: hostActions.addDoor,
  removeDoor: hostActions.removeDoor,
  setSlow: hostActions.setSlow,
  setLocations: hostActions.setLocations,
  setAccount: hostActions.setAccount,
  removeAccount: hostActions.removeAccount,
  confirmAccount: hostActions.confirmAccount,
};

/** What can be done with the host, with all that the forms begin with. */
export function ActionBarOfHost({ view }: { view: HostView }) {
  const { id, name, site, domain, door, doors, profile, profileSetByHand, address, standsForDomain } = view;
  const { expectedAddresses, reachedFromOutside, ldapsIntended, bindAccount, owner, subject, expiryWindowsFrom, locations } = view;
  const registered = { site, domain, profile, profileSetByHand, address, standsForDomain, expectedAddresses, reachedFromOutside };
  return (
    <HostActionBar
      key={id}
      host={{ id, name, ...registered, ldapsIntended, bindAccount, owner, subject, expiryWindowsFrom, doors, locations }}
      endpointId={door.endpointId}
      checkedAt={door.checkedAt}
      paused={view.paused !== null}
      ticket={buildTicket(view, ticketExtras(view))}
      actions={actions}
    />
  );
}
