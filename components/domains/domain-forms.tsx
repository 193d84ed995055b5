'use client';

import { LinesField } from '#components/host/form-fields.tsx';
import { SavedForm } from '#components/host/saved-form.tsx';
import type { FormAction } from '#components/ui/action-state.ts';

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
  return (
    <SavedForm
      action={action}
      of={{ domainId }}
      fields={['resolvers', 'externalResolvers']}
      save="Save resolvers"
      done="Saved. Names are asked for again within a minute."
    >
      {(state) => (
        <>
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
        </>
      )}
    </SavedForm>
  );
}

/** Notes on a domain, as they are typed. */
export function NotesForm({ domainId, notes, action }: { domainId: number; notes: string; action: FormAction<{ notes: string }> }) {
  return (
    <SavedForm action={action} of={{ domainId }} fields={['notes']} save="Save notes">
      {(state) => (
        <LinesField
          state={state}
          name="notes"
          label="Notes"
          hint="Markdown: # headings, - lists, [links](https://…). Empty for none."
          initial={notes}
          rows={8}
        />
      )}
    </SavedForm>
  );
}
