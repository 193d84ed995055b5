'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { DateField, FormOutcome, LinesField, SelectField, TextField } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import type { WaiverDraft } from '#lib/fleet/waivers/filter.ts';
import type { AcceptedFinding } from '#lib/fleet/waivers/views.ts';

const scopes = [
  { value: 'host', label: 'One host' },
  { value: 'domain', label: 'A domain' },
  { value: 'tag', label: 'Hosts with a tag' },
];
const fields = ['findingId', 'scope', 'scopeName', 'lastDay', 'reason'];

type Props = {
  draft: WaiverDraft | null;
  findings: readonly { id: string; label: string }[];
  /** Proposed, as YYYY-MM-DD. */
  lastDay: string;
  action: FormAction<AcceptedFinding>;
};

const outcome = ({ title, scopeName, hostCount, doorCount }: AcceptedFinding): string =>
  doorCount === 0
    ? `“${title}” is accepted for ${scopeName}. It is found nowhere there now.`
    : `“${title}” is accepted for ${scopeName}. It is found at ${doorCount === 1 ? 'one door' : `${doorCount} doors`} of ${hostCount === 1 ? 'one host' : `${hostCount} hosts`} there, now being checked again.`;

/** Accepts a finding until a day, for a reason. */
export function WaiverForm({ draft, findings, lastDay, action }: Props) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const options = findings.map(({ id, label }) => ({ value: id, label }));
  return (
    <form action={submit} className="flex flex-col gap-3">
      <SelectField state={state} name="findingId" label="Finding" initial={draft?.findingId ?? ''} options={options} />
      <div className="grid gap-3 sm:grid-cols-3">
        <SelectField state={state} name="scope" label="Accepted for" initial={draft?.scope ?? 'host'} options={scopes} />
        <TextField
          state={state}
          name="scopeName"
          label="Name"
          hint="Of the host, the domain or the tag."
          initial={draft?.scopeName ?? ''}
          required
        />
        <DateField state={state} name="lastDay" label="Last day" hint="Included, in UTC." initial={lastDay} />
      </div>
      <LinesField
        state={state}
        name="reason"
        label="Reason"
        hint="For whoever finds this later: why it is fine, and until when."
        initial=""
        rows={3}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving…' : 'Accept this finding'}
        </Button>
        <FormOutcome fault={formFault(state, fields)} done={state.status === 'ok' ? outcome(state.data) : null} />
      </div>
    </form>
  );
}
