'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';

/** Something that is removed after it was said what that would do; folded until it is asked for. `fields` name what. */
export function Removal<Data>({
  action,
  fields,
  label,
  question,
  confirm,
}: {
  action: FormAction<Data>;
  fields: Readonly<Record<string, string>>;
  /** The whole name of what opens it, for those who do not see what it stands beside. */
  label: string;
  question: string;
  confirm: string;
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <details className="min-w-0">
      <summary aria-label={label} className={`${buttonClass()} cursor-pointer list-none [&::-webkit-details-marker]:hidden`}>
        Remove
      </summary>
      <form action={submit} className="mt-2 flex max-w-[60ch] flex-col gap-2 whitespace-normal">
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <p className="wrap-anywhere">{question}</p>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="danger" disabled={pending}>
            {pending ? 'One moment…' : confirm}
          </Button>
          <FormOutcome fault={formFault(state, [])} done={null} />
        </div>
      </form>
    </details>
  );
}
