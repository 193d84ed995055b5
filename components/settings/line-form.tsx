'use client';

import { TextField } from '#components/host/form-fields.tsx';
import { SavedForm } from '#components/host/saved-form.tsx';
import type { FormAction } from '#components/ui/action-state.ts';

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
  return (
    <SavedForm action={action} of={{ domainId }} fields={[field]} save={save}>
      {(state) => <TextField state={state} name={field} label={label} hint={hint} initial={initial} />}
    </SavedForm>
  );
}
