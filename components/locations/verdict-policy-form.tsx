'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome, SelectField } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import type { VerdictPolicy } from '#lib/checks/read/host-state.ts';

const labels: Readonly<Record<VerdictPolicy, string>> = {
  any: 'Any: the worst that one location sees',
  majority: 'Majority: what at least half of them see, or worse',
  all: 'All: as bad as every location sees it',
};

const options = (Object.keys(labels) as VerdictPolicy[]).map((value) => ({ value, label: labels[value] }));

/** How a domain joins what several locations see of one door. */
export function VerdictPolicyForm({
  domainId,
  policy,
  action,
}: {
  domainId: number;
  policy: VerdictPolicy;
  action: FormAction<{ policy: VerdictPolicy }>;
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="domainId" value={domainId} />
      <SelectField
        state={state}
        name="policy"
        label="When locations see a door differently"
        hint="Locations that are silent, or cannot look, have no say while another one sees the door."
        initial={policy}
        options={options}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving…' : 'Save policy'}
        </Button>
        <FormOutcome fault={formFault(state, ['policy'])} done={state.status === 'ok' ? 'Saved.' : null} />
      </div>
    </form>
  );
}
