'use client';

import { SelectField } from '#components/host/form-fields.tsx';
import { SavedForm } from '#components/host/saved-form.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
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
  return (
    <SavedForm action={action} of={{ domainId }} fields={['policy']} save="Save policy">
      {(state) => (
        <SelectField
          state={state}
          name="policy"
          label="When locations see a door differently"
          hint="Locations that are silent, or cannot look, have no say while another one sees the door."
          initial={policy}
          options={options}
        />
      )}
    </SavedForm>
  );
}
