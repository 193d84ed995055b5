'use client';

import { type ReactNode, useActionState } from 'react';
import type { ActionState, FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { formFault } from './form-action.ts';
import { FormOutcome } from './form-fields.tsx';

type Props<Data> = {
  action: FormAction<Data>;
  /** What it is about, in hidden fields; nothing in those that are undefined. */
  of: Readonly<Record<string, string | number | undefined>>;
  /** Names of the fields that tell their own faults. */
  fields: readonly string[];
  save: string;
  done?: string;
  className?: string;
  /** The fields, from the state of the form: what was typed comes back after a fault. */
  children: (state: ActionState<Data>) => ReactNode;
};

/** A form that stays where it is when it was saved, and says so. */
export function SavedForm<Data>({ action, of, fields, save, done = 'Saved.', className = '', children }: Props<Data>) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className={`flex flex-col gap-3 ${className}`}>
      {Object.entries(of).map(([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />)}
      {children(state)}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving…' : save}
        </Button>
        <FormOutcome fault={formFault(state, fields)} done={state.status === 'ok' ? done : null} />
      </div>
    </form>
  );
}
