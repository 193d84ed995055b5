'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';

type Props<Data> = { label: string; variant: 'primary' | 'danger'; action: FormAction<Data> };

/** The one button that starts or removes the demo. Without JavaScript it is a form like any other. */
export function DemoForm<Data>({ label, variant, action }: Props<Data>) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="mt-4 flex flex-wrap items-center gap-3">
      <Button type="submit" variant={variant} disabled={pending}>
        {label}
      </Button>
      <FormOutcome fault={formFault(state, [])} done={null} />
    </form>
  );
}
