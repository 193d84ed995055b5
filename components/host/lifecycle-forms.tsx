'use client';

import { useActionState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { formFault, type HostActions } from './form-action.ts';
import { FormOutcome, TextField } from './form-fields.tsx';

type HostFormProps = { hostId: string; name: string; action: HostActions['pause' | 'remove'] };

/** Stops the checks of a host until it is resumed, with a reason for the others. */
export function PauseForm({ hostId, name, action }: HostFormProps) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="hostId" value={hostId} />
      <p>
        No door of <span className="font-mono wrap-anywhere">{name}</span> is checked until somebody resumes it. The board shows it under
        maintenance.
      </p>
      <TextField state={state} name="reason" label="Reason (optional)" hint="Shown to everybody who looks at the host." initial="" />
      <div className="flex items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Pausing…' : 'Pause checks'}
        </Button>
        <FormOutcome fault={formFault(state, ['reason'])} done={null} />
      </div>
    </form>
  );
}

/** Deletes a host for good, once its name was typed. */
export function DeleteForm({ hostId, name, action }: HostFormProps) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="hostId" value={hostId} />
      <p>
        This deletes <span className="font-mono wrap-anywhere">{name}</span> with its doors and their whole history. It cannot be undone. To
        stop the checks for a while, pause the host instead.
      </p>
      <TextField state={state} name="confirmation" label={`Type ${name} to confirm`} initial="" required />
      <div className="flex items-center gap-3">
        <Button type="submit" variant="danger" disabled={pending}>
          {pending ? 'Deleting…' : 'Delete this host'}
        </Button>
        <FormOutcome fault={formFault(state, ['confirmation'])} done={null} />
      </div>
    </form>
  );
}
