'use client';

import Link from 'next/link';
import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome, TextField } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { paths } from '#lib/paths.ts';
import { otherPlan } from './other-plan.ts';
import { emptyPlan, PlanFields, planFieldNames } from './plan-fields.tsx';

/** Plans a renewal; `subject` is filled in when it was chosen on the page of a certificate or a host. */
export function PlanForm({ subject, action }: { subject: string; action: FormAction<{ id: string }> }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const other = otherPlan(state);
  return (
    <form action={submit} className="flex flex-col gap-3">
      <TextField
        state={state}
        name="subject"
        label="Certificate or host"
        hint="SHA-256 or thumbprint of a certificate, for every door that serves it now; or the name of a host, for all its doors."
        initial={subject}
        required
      />
      <PlanFields state={state} initial={emptyPlan} ownerHint="Empty takes the owner that the hosts name." />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" disabled={pending}>
          {pending ? 'Planning…' : 'Plan this renewal'}
        </Button>
        <FormOutcome fault={formFault(state, ['subject', ...planFieldNames])} done={null} />
        {other && (
          <Link href={paths.renewal(other)} className="text-link underline">
            Open that plan
          </Link>
        )}
      </div>
    </form>
  );
}
