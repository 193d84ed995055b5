'use client';

import { Undo2 } from 'lucide-react';
import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome } from '#components/host/form-fields.tsx';
import { Button } from '#components/ui/button.tsx';
import { type BulkActions, undoWords } from './bulk-target.ts';

type Props = {
  changeId: string;
  /** Tells the buttons of a list apart. */
  what: string;
  action: BulkActions['undo'];
  /** Then there is nothing left to do, and only the outcome is shown. */
  isDone?: boolean;
};

/** Undoes one change of many hosts. */
export function UndoForm({ changeId, what, action, isDone = false }: Props) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="changeId" value={changeId} />
      {state.status !== 'ok' && !isDone && (
        <Button type="submit" disabled={pending}>
          <Undo2 width={14} height={14} aria-hidden="true" />
          {pending ? 'Undoing …' : 'Undo'}
          <span className="sr-only">: {what}</span>
        </Button>
      )}
      <FormOutcome fault={formFault(state, [])} done={state.status === 'ok' ? undoWords(state.data) : null} />
    </form>
  );
}
