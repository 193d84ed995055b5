'use client';

import { useActionState } from 'react';
import { DoorLocationsForm } from '#components/locations/door-locations-form.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import type { DoorView } from '#lib/checks/read/views.ts';
import type { EditableHost } from './edit-forms.tsx';
import { formFault, type HostActions } from './form-action.ts';
import { FormOutcome, SelectField, TextField } from './form-fields.tsx';

const doorName = ({ target }: DoorView): string => `${target.port} (${target.transport === 'ldaps' ? 'LDAPS' : 'StartTLS'})`;

type NumberFormProps<Data> = {
  endpointId: string;
  action: FormAction<Data>;
  field: string;
  label: string;
  initial: number | null;
  save: string;
  done: string;
};

/** One number that is kept for a door. */
function NumberForm<Data>({ endpointId, action, field, label, initial, save, done }: NumberFormProps<Data>) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit}>
      <input type="hidden" name="endpointId" value={endpointId} />
      <div className="flex items-end gap-2">
        <div className="flex-1">
          <TextField state={state} name={field} label={label} initial={initial === null ? '' : String(initial)} inputMode="numeric" />
        </div>
        <Button type="submit" disabled={pending}>
          {save}
        </Button>
      </div>
      <FormOutcome fault={formFault(state, [field])} done={state.status === 'ok' ? done : null} />
    </form>
  );
}

function RemoveDoorForm({ door, action }: { door: DoorView; action: HostActions['removeDoor'] }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex items-center gap-3">
      <input type="hidden" name="endpointId" value={door.endpointId} />
      <Button type="submit" disabled={pending} aria-label={`Remove door ${door.target.port} and its history`}>
        Remove
      </Button>
      <FormOutcome fault={formFault(state, [])} done={null} />
    </form>
  );
}

function DoorForms({ door, last, host, actions }: { door: DoorView; last: boolean; host: EditableHost; actions: HostActions }) {
  return (
    <li className="flex flex-col gap-2 border-line border-t py-3 first:border-t-0">
      <NumberForm
        endpointId={door.endpointId}
        action={actions.setInterval}
        field="intervalSeconds"
        label={`Seconds between checks of ${doorName(door)}`}
        initial={door.intervalSeconds}
        save="Save"
        done="Saved."
      />
      <NumberForm
        endpointId={door.endpointId}
        action={actions.setSlow}
        field="slowAfterMs"
        label={`Milliseconds from which ${doorName(door)} is slow`}
        initial={door.slowAfterMs}
        save="Set limit"
        done="Limit set."
      />
      {(host.locations.length > 1 || door.probedFrom.length > 0) && (
        <DoorLocationsForm
          endpointId={door.endpointId}
          door={doorName(door)}
          probedFrom={door.probedFrom}
          locations={host.locations}
          action={actions.setLocations}
        />
      )}
      {!last && <RemoveDoorForm door={door} action={actions.removeDoor} />}
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
      <p className="text-muted">
        Checks are 30 seconds to 24 hours (86400 seconds) apart; 300 is five minutes. A probe that takes longer than its limit counts as
        slow; an empty limit is the usual 3000 milliseconds. Removing a door removes its history.
      </p>
      <ul className="mt-1">
        {host.doors.map((door) => (
          <DoorForms key={door.endpointId} door={door} last={host.doors.length === 1} host={host} actions={actions} />
        ))}
      </ul>
      <h3 className="mt-4 mb-2 font-semibold">Add a door</h3>
      <AddDoorForm hostId={host.id} action={actions.addDoor} />
    </>
  );
}
