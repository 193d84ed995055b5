'use client';

import Link from 'next/link';
import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome, TextField } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { paths } from '#lib/paths.ts';

/** Adds a domain before it has hosts, so that its resolvers, owner and the like can be set. */
export function AddDomainForm({ action }: { action: FormAction<{ name: string }> }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex max-w-md flex-col gap-3">
      <TextField
        state={state}
        name="name"
        label="Name of the domain"
        hint="As in corp.example. Hosts of it join by their names."
        initial=""
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Adding…' : 'Add domain'}
        </Button>
        <FormOutcome fault={formFault(state, ['name'])} done={null} />
        {state.status === 'ok' && (
          <p role="status">
            Added:{' '}
            <Link href={paths.domain(state.data.name)} className="text-link underline wrap-anywhere">
              {state.data.name}
            </Link>
          </p>
        )}
      </div>
    </form>
  );
}
