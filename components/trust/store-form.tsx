'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome, SelectField, TextField } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import type { TrustStoreView } from '#lib/fleet/trust/views.ts';

/** Name of a store, and the domain that it counts for. */
export function StoreForm({
  store,
  domains,
  action,
}: {
  store: TrustStoreView;
  domains: readonly { id: number; name: string }[];
  action: FormAction<{ name: string }>;
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="storeId" value={store.id} />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField state={state} name="name" label="Name of the trust store" initial={store.name} required />
        <SelectField
          state={state}
          name="domainId"
          label="Counts for"
          hint="Doors are checked again when this changes."
          initial={store.domain === null ? '' : String(store.domain.id)}
          options={[{ value: '', label: 'All domains' }, ...domains.map(({ id, name }) => ({ value: String(id), label: name }))]}
        />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving…' : 'Save store'}
        </Button>
        <FormOutcome fault={formFault(state, ['name', 'domainId'])} done={state.status === 'ok' ? 'Saved.' : null} />
      </div>
    </form>
  );
}
