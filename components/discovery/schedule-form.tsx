'use client';

import { useActionState, useId } from 'react';
import { formFault, typed } from '#components/host/form-action.ts';
import { FormOutcome, SelectField } from '#components/host/form-fields.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import type { DiscoveryMode, DiscoverySchedule } from '#lib/fleet/discovery/views.ts';
import { paths } from '#lib/paths.ts';

const modes: readonly { value: DiscoveryMode; label: string; hint: string }[] = [
  { value: 'off', label: 'Off', hint: 'Only when somebody asks for it.' },
  {
    value: 'report',
    label: 'Report',
    hint: 'Says which domain controllers are not registered, and which registered ones are in no record. Changes nothing.',
  },
  {
    value: 'add',
    label: 'Add',
    hint: 'Registers new domain controllers by itself, with 636 and, where it is a global catalog, 3269. Never removes any.',
  },
];
const intervals = [
  { value: '3600', label: 'every hour' },
  { value: '21600', label: 'every 6 hours' },
  { value: '86400', label: 'every day' },
  { value: '604800', label: 'every week' },
];

/** Whether and how often the schedule discovers a domain. */
export function ScheduleForm({
  schedule,
  action,
}: {
  schedule: DiscoverySchedule;
  action: FormAction<{ domain: string; mode: DiscoveryMode }>;
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const id = useId();
  const mode = typed(state, 'mode', schedule.mode);
  const interval = String(schedule.intervalSeconds);
  const known = intervals.some(({ value }) => value === interval);
  const options = known ? intervals : [...intervals, { value: interval, label: `every ${schedule.intervalSeconds} seconds` }];
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="domainId" value={schedule.domainId} />
      <fieldset className="min-w-0">
        <legend className="mb-1 font-medium">Discover {schedule.domain} by schedule</legend>
        {modes.map(({ value, label, hint }) => (
          <div key={`${value} ${mode}`} className="flex min-h-7 items-start gap-2">
            <input
              id={`${id}-${value}`}
              type="radio"
              name="mode"
              value={value}
              defaultChecked={mode === value}
              className="mt-1 size-4 shrink-0"
            />
            <label htmlFor={`${id}-${value}`} className="min-w-0">
              {label} <span className="text-muted">{hint}</span>
            </label>
          </div>
        ))}
      </fieldset>
      <SelectField state={state} name="intervalSeconds" label="How often" initial={interval} options={options} />
      <p className="text-muted">
        {schedule.dueAt === null ? (
          'No discovery is due.'
        ) : (
          <>
            Next: <Moment at={schedule.dueAt} />.
          </>
        )}{' '}
        {schedule.lastRun !== null && (
          <a href={paths.discoveryRun(schedule.lastRun.id)} className="text-link underline">
            Newest discovery
          </a>
        )}{' '}
        {schedule.hasAccount
          ? 'It signs in with the stored account of the domain.'
          : 'It signs in with no account: none is stored for the domain.'}
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving…' : 'Save schedule'}
        </Button>
        <FormOutcome fault={formFault(state, ['intervalSeconds'])} done={state.status === 'ok' ? 'Saved.' : null} />
      </div>
    </form>
  );
}
