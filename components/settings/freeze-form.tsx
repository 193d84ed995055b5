'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome, TextField } from '#components/host/form-fields.tsx';
import { useTimeZone } from '#components/time/time-zone.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import type { FreezeView } from '#lib/certificates/freezes/views.ts';

/** Adds a change freeze, or changes the one given. `zones` are suggested. */
export function FreezeForm({
  freeze,
  action,
  zones,
}: {
  freeze: FreezeView | null;
  action: FormAction<{ id: string; name: string }>;
  zones: readonly string[];
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const ownZone = useTimeZone();
  return (
    <form action={submit} className="flex flex-col gap-3">
      {freeze !== null && <input type="hidden" name="freezeId" value={freeze.id} />}
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField state={state} name="name" label="Name of the freeze" hint="Such as Year end." initial={freeze?.name ?? ''} required />
        <TextField
          state={state}
          name="timeZone"
          label="Time zone"
          hint="An IANA name, such as Europe/Berlin: its days count."
          initial={freeze?.timeZone ?? ownZone}
          list="time-zones"
          required
        />
        <TextField state={state} type="date" name="fromDay" label="First day" initial={freeze?.fromDay ?? ''} required />
        <TextField
          state={state}
          type="date"
          name="toDay"
          label="Last day"
          hint="Included in the freeze."
          initial={freeze?.toDay ?? ''}
          required
        />
      </div>
      <datalist id="time-zones">
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving…' : freeze === null ? 'Add freeze' : 'Save freeze'}
        </Button>
        <FormOutcome
          fault={formFault(state, ['name', 'timeZone', 'fromDay', 'toDay'])}
          done={state.status === 'ok' ? `${state.data.name} is kept.` : null}
        />
      </div>
    </form>
  );
}
