'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { CheckField, FormOutcome, TextField } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { followsWords } from './words.ts';

/** Chooses the lens that decides the verdicts of a domain. */
export function LensChoice({
  action,
  domainId,
  lens,
  label,
}: {
  action: FormAction<{ name: string; doors: number; withinSeconds: number }>;
  domainId: number;
  lens: string;
  label: string;
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="domainId" value={domainId} />
      <input type="hidden" name="lens" value={lens} />
      <Button type="submit" disabled={pending} aria-label={label}>
        {pending ? 'One moment…' : 'Judge by it'}
      </Button>
      <FormOutcome fault={formFault(state, [])} done={state.status === 'ok' ? followsWords(state.data) : null} />
    </form>
  );
}

/** A new lens of a domain: which stores count. */
export function LensForm({
  action,
  domainId,
  stores,
}: {
  action: FormAction<{ id: string; name: string }>;
  domainId: number;
  stores: readonly { id: string; name: string }[];
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="domainId" value={domainId} />
      <TextField state={state} name="name" label="Name of the lens" hint="Such as corporate root only." initial="" required />
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 font-medium">What counts with it</legend>
        {stores.map(({ id, name }) => (
          <CheckField key={id} state={state} name={`store:${id}`} label={name} initial={false} />
        ))}
        <CheckField state={state} name="system" label="What the workers’ systems trust" initial={false} />
        <CheckField state={state} name="bundle" label="The file of PORT636_TRUST_BUNDLE" initial={false} />
      </fieldset>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving…' : 'Make lens'}
        </Button>
        <FormOutcome
          fault={formFault(state, ['name'])}
          done={state.status === 'ok' ? `${state.data.name} is kept. It decides nothing until it is chosen.` : null}
        />
      </div>
    </form>
  );
}
