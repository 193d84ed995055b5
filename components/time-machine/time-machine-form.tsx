import type { ReactNode } from 'react';
import { buttonClass } from '#components/ui/button.tsx';
import { addDays, type Day, lastDay, offeredDays } from './days.ts';

type Props = {
  /** Path of the page that looks ahead. */
  action: string;
  /** The rest of the page's query, kept as it is. */
  hidden?: Readonly<Record<string, string>>;
  /** Fields that are kept beside those, such as CurrentQuery. */
  children?: ReactNode;
  /** IANA name of the zone in which the day ends. */
  zone: string;
  /** Today in that zone. */
  today: Day;
  /** The day that is shown; null for now. */
  chosen: Day | null;
};

/** Asks for a later day, as `at` of the address: by a date field and by days that are often wanted. Works without scripts. */
export function TimeMachineForm({ action, hidden = {}, children, zone, today, chosen }: Props) {
  const kept = (
    <>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </>
  );
  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
      <form method="get" action={action} className="flex flex-wrap items-end gap-2">
        {kept}
        <label className="block">
          <span className="mb-1 block text-muted text-xs">As of the end of the day ({zone})</span>
          <input
            key={chosen}
            type="date"
            name="at"
            required
            min={today}
            max={lastDay}
            defaultValue={chosen ?? addDays(today, 30)}
            className="min-h-8 w-full rounded-md border border-line-strong bg-surface px-2 py-1"
          />
        </label>
        <button type="submit" className={buttonClass('primary')}>
          Look ahead
        </button>
      </form>
      <form method="get" action={action}>
        {kept}
        <fieldset className="flex flex-wrap gap-2">
          <legend className="sr-only">Days that are often wanted</legend>
          {offeredDays(today).map(({ label, day }) => (
            <button
              key={day}
              type="submit"
              name="at"
              value={day}
              aria-current={day === chosen ? 'date' : undefined}
              className={buttonClass()}
            >
              {label}
            </button>
          ))}
        </fieldset>
      </form>
    </div>
  );
}
