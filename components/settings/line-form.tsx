'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome, TextField } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';

/** One line of text that is kept under a name: the organisation, a domain's owner. */
export function LineForm<Data>({
  action,
  field,
  label,
  hint,
  initial,
  domainId,
  save,
}: {
  action: FormAction<Data>;
  field: string;
  label: string;
  hint: string;
  initial: string;
  domainId?: number;
  save: string;
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex flex-col gap-3">
      {domainId !== undefined && <input type="hidden" name="domainId" value={domainId} />}
      <TextField state={state} name={field} label={label} hint={hint} initial={initial} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving…' : save}
        </Button>
        <FormOutcome fault={formFault(state, [field])} done={state.status === 'ok' ? 'Saved.' : null} />
      </div>
    </form>
  );
}
