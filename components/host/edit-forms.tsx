'use client';

import { useActionState } from 'react';
import { profileNames } from '#components/article/profile-words.ts';
import { Button } from '#components/ui/button.tsx';
import type { DoorView, HostView } from '#lib/checks/read/views.ts';
import { profiles } from '#lib/diagnosis/rule.ts';
import { formFault, type HostActions, typed } from './form-action.ts';
import { FormOutcome, SelectField, TextField } from './form-fields.tsx';

/** What the forms need to know of a host. */
export type EditableHost = Pick<
  HostView,
  'id' | 'name' | 'site' | 'profile' | 'profileSetByHand' | 'address' | 'standsForDomain' | 'doors'
>;

const kinds = [
  { value: '', label: 'Recognise it by itself' },
  ...profiles.map((profile) => ({ value: profile, label: profileNames[profile] })),
];

/** Site, kind, address and whether the name stands for a domain. */
export function EditHostForm({ host, action }: { host: EditableHost; action: HostActions['edit'] }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const standsForDomain = typed(state, 'standsForDomain', host.standsForDomain ? 'on' : '');
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="hostId" value={host.id} />
      <TextField
        state={state}
        name="site"
        label="Site or group"
        hint="Groups the host on the board; empty takes the site it tells."
        initial={host.site}
      />
      <TextField
        state={state}
        name="address"
        label="Address override"
        hint="Dialled instead of what the name resolves to; the name is still the one looked for in the certificate. Empty asks DNS."
        initial={host.address ?? ''}
      />
      <SelectField
        state={state}
        name="profile"
        label="Kind of server"
        initial={host.profileSetByHand ? (host.profile ?? '') : ''}
        options={kinds}
      />
      <label className="flex min-h-6 items-start gap-2">
        <input
          key={standsForDomain}
          type="checkbox"
          name="standsForDomain"
          defaultChecked={standsForDomain === 'on' || standsForDomain === 'true'}
          className="mt-0.5 size-4"
        />
        <span>
          The name stands for a whole domain
          <span className="block text-muted">Any of its servers may answer, so a differing server name is no finding.</span>
        </span>
      </label>
      <div className="flex items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving…' : 'Save host'}
        </Button>
        <FormOutcome fault={formFault(state, ['site', 'address', 'profile'])} done={state.status === 'ok' ? 'Saved.' : null} />
      </div>
    </form>
  );
}

const doorName = ({ target }: DoorView): string => `${target.port} (${target.transport === 'ldaps' ? 'LDAPS' : 'StartTLS'})`;

function DoorForm({ door, last, actions }: { door: DoorView; last: boolean; actions: HostActions }) {
  const [state, submit, pending] = useActionState(actions.setInterval, { status: 'idle' });
  const [removal, remove, removing] = useActionState(actions.removeDoor, { status: 'idle' });
  return (
    <li className="border-line border-t py-3 first:border-t-0">
      <div className="flex flex-wrap items-end gap-2">
        <form action={submit} className="flex min-w-60 flex-1 items-end gap-2">
          <input type="hidden" name="endpointId" value={door.endpointId} />
          <div className="flex-1">
            <TextField
              state={state}
              name="intervalSeconds"
              label={`Seconds between checks of ${doorName(door)}`}
              initial={String(door.intervalSeconds)}
              inputMode="numeric"
            />
          </div>
          <Button type="submit" disabled={pending}>
            Save
          </Button>
        </form>
        {!last && (
          <form action={remove}>
            <input type="hidden" name="endpointId" value={door.endpointId} />
            <Button type="submit" disabled={removing} aria-label={`Remove door ${door.target.port} and its history`}>
              Remove
            </Button>
          </form>
        )}
      </div>
      <FormOutcome fault={formFault(state, ['intervalSeconds']) ?? formFault(removal, [])} done={state.status === 'ok' ? 'Saved.' : null} />
    </li>
  );
}

function AddDoorForm({ hostId, action }: { hostId: string; action: HostActions['addDoor'] }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="hostId" value={hostId} />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField state={state} name="port" label="Port" initial="" inputMode="numeric" required hint="636, 3269, 389 or 3268, mostly." />
        <SelectField
          state={state}
          name="transport"
          label="TLS begins"
          initial=""
          options={[
            { value: '', label: 'As is usual for the port' },
            { value: 'ldaps', label: 'At once (LDAPS)' },
            { value: 'starttls', label: 'After StartTLS' },
          ]}
        />
      </div>
      <div className="flex items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Adding…' : 'Add door'}
        </Button>
        <FormOutcome
          fault={formFault(state, ['port', 'transport'])}
          done={state.status === 'ok' ? 'Added; its first check is due now.' : null}
        />
      </div>
    </form>
  );
}

/** The doors of a host: their intervals, one more, one less. */
export function EditDoors({ host, actions }: { host: EditableHost; actions: HostActions }) {
  return (
    <>
      <p className="text-muted">30 seconds to 24 hours (86400 seconds); 300 is five minutes. Removing a door removes its history.</p>
      <ul className="mt-1">
        {host.doors.map((door) => (
          <DoorForm key={door.endpointId} door={door} last={host.doors.length === 1} actions={actions} />
        ))}
      </ul>
      <h3 className="mt-4 mb-2 font-semibold">Add a door</h3>
      <AddDoorForm hostId={host.id} action={actions.addDoor} />
    </>
  );
}
