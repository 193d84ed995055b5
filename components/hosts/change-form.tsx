'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome } from '#components/host/form-fields.tsx';
import { Button } from '#components/ui/button.tsx';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import type { BulkAction } from '#lib/fleet/bulk/views.ts';
import { type BulkActions, type BulkChoices, type BulkTarget, outcomeWords, targetCount } from './bulk-target.ts';
import { ChangeFields, changeFieldNames } from './change-fields.tsx';
import { UndoForm } from './undo-form.tsx';

type Props = { action: BulkAction; target: BulkTarget; choices: BulkChoices; actions: BulkActions };

/** One change of many hosts: its fields, its outcome, and the way to undo it. Give it a new `key` for another change. */
export function ChangeForm({ action, target, choices, actions }: Props) {
  const [state, submit, pending] = useActionState(action === 'delete' ? actions.remove : actions.change, { status: 'idle' });
  const count = targetCount(target);
  const verb = action === 'delete' ? 'Delete' : action === 'pause' ? 'Pause' : action === 'resume' ? 'Resume' : 'Change';
  return (
    <>
      <form action={submit} className="flex flex-col gap-3">
        {target.kind === 'some' ? (
          <input type="hidden" name="hostIds" value={target.ids.join(',')} />
        ) : (
          <input type="hidden" name="matching" value={`?${target.query}`} />
        )}
        {action !== 'delete' && <input type="hidden" name="action" value={action} />}
        <ChangeFields action={action} state={state} choices={choices} count={count} />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant={action === 'delete' ? 'danger' : 'primary'} disabled={pending}>
            {pending ? 'Working …' : `${verb} ${counted(count, 'host')}`}
          </Button>
          <FormOutcome fault={formFault(state, changeFieldNames[action])} done={state.status === 'ok' ? outcomeWords(state.data) : null} />
        </div>
      </form>
      {state.status === 'ok' && state.data.changeId !== null && action !== 'delete' && (
        <div className="mt-3">
          <UndoForm key={state.data.changeId} changeId={state.data.changeId} what={state.data.summary} action={actions.undo} />
        </div>
      )}
    </>
  );
}
