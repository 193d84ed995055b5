'use client';

import { useActionState, useState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';

/** A change that is asked about once more before it is done. `field` and `value` name what it is done to. */
export function ConfirmedForm<Data>({
  action,
  field,
  value,
  ask,
  label,
  question,
  confirm,
  keep,
}: {
  action: FormAction<Data>;
  field: string;
  value: string;
  ask: string;
  /** The asking button's name for those who do not see what it stands beside. */
  label: string;
  question: string;
  confirm: string;
  keep: string;
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <Button onClick={() => setAsked(true)} aria-label={label}>
        {ask}
      </Button>
    );
  return (
    <form action={submit} className="flex basis-full flex-col gap-2">
      <input type="hidden" name={field} value={value} />
      <p>{question}</p>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="danger" disabled={pending}>
          {pending ? 'One moment…' : confirm}
        </Button>
        <Button onClick={() => setAsked(false)}>{keep}</Button>
        <FormOutcome fault={formFault(state, [])} done={null} />
      </div>
    </form>
  );
}
