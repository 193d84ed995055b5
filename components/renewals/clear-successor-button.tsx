'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';

/** Takes the new certificate of a plan back. */
export function ClearSuccessorButton({ id, action }: { id: string; action: FormAction<{ id: string }> }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="mt-3 flex flex-wrap items-center gap-3">
      <input type="hidden" name="planId" value={id} />
      <Button type="submit" disabled={pending}>
        Take it back
      </Button>
      <FormOutcome fault={formFault(state, [])} done={null} />
    </form>
  );
}
