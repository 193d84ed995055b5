'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { PlanFields, type PlanFieldValues, planFieldNames } from './plan-fields.tsx';

/** Changes who renews, until when, what is expected, and the note. */
export function EditPlanForm({ id, plan, action }: { id: string; plan: PlanFieldValues; action: FormAction<{ id: string }> }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="planId" value={id} />
      <PlanFields state={state} initial={plan} ownerHint="Empty for nobody." />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving…' : 'Save plan'}
        </Button>
        <FormOutcome fault={formFault(state, planFieldNames)} done={state.status === 'ok' ? 'Saved.' : null} />
      </div>
    </form>
  );
}
