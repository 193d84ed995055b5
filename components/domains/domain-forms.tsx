'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome, LinesField } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';

/** The DNS servers of a domain: those inside, and those that answer as the outside world sees it. */
export function ResolversForm({
  domainId,
  resolvers,
  externalResolvers,
  action,
}: {
  domainId: number;
  resolvers: readonly string[];
  externalResolvers: readonly string[];
  action: FormAction<{ resolvers: string[]; externalResolvers: string[] }>;
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="domainId" value={domainId} />
      <LinesField
        state={state}
        name="resolvers"
        label="Resolvers inside"
        hint="DNS servers that know this domain, for probes and discovery, such as 10.0.0.1 or 10.0.0.1:5353. Empty asks those of the worker."
        initial={resolvers.join('\n')}
      />
      <LinesField
        state={state}
        name="externalResolvers"
        label="Resolvers outside"
        hint="DNS servers that answer as the internet sees it, such as 9.9.9.9. They learn the names of the hosts. Empty asks nobody."
        initial={externalResolvers.join('\n')}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving…' : 'Save resolvers'}
        </Button>
        <FormOutcome
          fault={formFault(state, ['resolvers', 'externalResolvers'])}
          done={state.status === 'ok' ? 'Saved. Names are asked for again within a minute.' : null}
        />
      </div>
    </form>
  );
}

/** Notes on a domain, as they are typed. */
export function NotesForm({ domainId, notes, action }: { domainId: number; notes: string; action: FormAction<{ notes: string }> }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="domainId" value={domainId} />
      <LinesField
        state={state}
        name="notes"
        label="Notes"
        hint="Markdown: # headings, - lists, [links](https://…). Empty for none."
        initial={notes}
        rows={8}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving…' : 'Save notes'}
        </Button>
        <FormOutcome fault={formFault(state, ['notes'])} done={state.status === 'ok' ? 'Saved.' : null} />
      </div>
    </form>
  );
}
