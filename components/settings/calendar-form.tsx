'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome, SelectField, TextField } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import type { CalendarSecret } from '#lib/certificates/calendars/views.ts';
import { paths } from '#lib/paths.ts';
import { CalendarAddress } from './calendar-address.tsx';

/** Makes a calendar and shows its address once. `baseUrl` is the product's address. */
export function CalendarForm({
  owners,
  domains,
  baseUrl,
  action,
}: {
  owners: readonly string[];
  domains: readonly string[];
  baseUrl: string;
  action: FormAction<CalendarSecret>;
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const options = [
    { value: 'all', label: 'All hosts' },
    ...owners.map((name) => ({ value: `owner:${name}`, label: `Looked after by ${name}` })),
    ...domains.map((name) => ({ value: `domain:${name}`, label: `Domain ${name}` })),
  ];
  return (
    <form action={submit} className="flex flex-col gap-3">
      <TextField state={state} name="name" label="Name of the calendar" hint="Calendar programs show it." initial="" required />
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField state={state} name="covers" label="Certificates of" initial="all" options={options} />
        <TextField
          state={state}
          name="alarmDays"
          label="Reminders, days before the end"
          hint="With commas between them; empty for none."
          initial="30, 7, 1"
        />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Making…' : 'Make calendar'}
        </Button>
        <FormOutcome fault={formFault(state, ['name', 'covers', 'alarmDays'])} done={null} />
      </div>
      {state.status === 'ok' && <CalendarAddress name={state.data.name} address={`${baseUrl}${paths.calendar(state.data.secret)}`} />}
    </form>
  );
}
