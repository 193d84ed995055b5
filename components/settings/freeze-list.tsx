import Link from 'next/link';
import type { FormAction } from '#components/ui/action-state.ts';
import { buttonClass } from '#components/ui/button.tsx';
import type { FreezeListItem } from '#lib/certificates/settings/views.ts';
import { paths } from '#lib/paths.ts';
import { ConfirmedForm } from './confirmed-form.tsx';

const whenWords = { over: 'over', now: 'runs now', ahead: 'ahead' } as const;
const dayFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
/** "Fri 18 Dec 2026". */
const dayWords = (day: string): string => dayFormat.format(new Date(`${day}T00:00:00Z`)).replace(',', '');

/** The change freezes, earliest first. */
export function FreezeList({ freezes, remove }: { freezes: readonly FreezeListItem[]; remove: FormAction<{ name: string }> }) {
  if (freezes.length === 0)
    return (
      <p className="text-muted">
        No change freeze is kept. With one, the planner shows which certificates end while nobody may touch them.
      </p>
    );
  return (
    <ul>
      {freezes.map(({ id, name, fromDay, toDay, timeZone, when }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t py-2 first:border-t-0">
          <div className="min-w-0 flex-1 basis-60">
            <p className="font-medium wrap-anywhere">
              {name} <span className="font-normal text-muted">({whenWords[when]})</span>
            </p>
            <p>
              <time dateTime={fromDay}>{dayWords(fromDay)}</time>
              {toDay !== fromDay && (
                <>
                  {' to '}
                  <time dateTime={toDay}>{dayWords(toDay)}</time>
                </>
              )}
              , whole days in {timeZone}
            </p>
          </div>
          <Link
            href={`${paths.expirySettings()}?${new URLSearchParams({ freeze: id })}#freeze`}
            prefetch={false}
            aria-label={`Edit the freeze ${name}`}
            className={buttonClass()}
          >
            Edit
          </Link>
          <ConfirmedForm
            action={remove}
            field="freezeId"
            value={id}
            ask="Remove"
            label={`Remove the freeze ${name}`}
            question={`Remove the freeze ${name}? The planner no longer shows it.`}
            confirm="Remove it"
            keep="Keep it"
          />
        </li>
      ))}
    </ul>
  );
}
