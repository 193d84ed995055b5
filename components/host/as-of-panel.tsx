import { CalendarClock } from 'lucide-react';
import Link from 'next/link';
import { StateTile } from '#components/finding/state-tile.tsx';
import { Moment } from '#components/time/moment.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import type { HostView } from '#lib/checks/read/views.ts';
import { paths } from '#lib/paths.ts';
import { likelyTimes } from './as-of.ts';
import { inputClass } from './form-class.ts';
import { type HostChoice, hostAddress } from './host-address.ts';

type Props = { view: HostView; choice: HostChoice };

/** Says by which time the page judges, when it is not now; and what is wrong with a time that cannot be judged by. */
export function AsOfNotice({ view, choice: { range, asOf } }: Props) {
  if (asOf.status === 'now') return null;
  if (asOf.status === 'refused')
    return (
      <div role="alert" className="mt-3 flex items-start gap-2 rounded-lg border border-line-strong bg-surface px-4 py-2.5">
        <span className="mt-0.5 shrink-0">
          <StateTile state="warning" size={16} />
        </span>
        <p className="min-w-0 wrap-anywhere">
          {asOf.message} <span className="font-medium">This page shows now.</span>
        </p>
      </div>
    );
  return (
    <div role="status" className="mt-3 flex items-start gap-2 rounded-lg border-2 border-link bg-surface px-4 py-2.5">
      <CalendarClock aria-hidden="true" width={18} height={18} className="mt-0.5 shrink-0 text-link" />
      <p className="min-w-0 wrap-anywhere">
        <span className="font-semibold">
          Judged as of <Moment at={asOf.at.toISOString()} />
        </span>{' '}
        {view.evidenceAt === null ? (
          'with nothing, for nothing was seen yet'
        ) : (
          <>
            with what was seen <Moment at={view.evidenceAt} />
          </>
        )}
        ; nothing was probed for it. The state above, the history and the deep scan are those of now.{' '}
        <Link
          href={hostAddress(view.name, view.door.target.port, { range, asOf: { status: 'now' } })}
          className="font-medium text-link underline"
        >
          Back to now
        </Link>
      </p>
    </div>
  );
}

/** Asks for another time to judge by: a plain form that works without scripts, and times worth looking at. */
export function AsOfForm({ view, choice: { range, asOf } }: Props) {
  const { port } = view.door.target;
  const now = new Date(view.generatedAt);
  const addressAt = (at: Date | null) =>
    hostAddress(view.name, port, { range, asOf: at === null ? { status: 'now' } : { status: 'at', at } });
  const shownMs = asOf.status === 'at' ? asOf.at.getTime() : null;
  const times = [{ label: 'now', at: null }, ...likelyTimes(now, view.door.expiresAt)];
  return (
    <details open={asOf.status !== 'now'} className="rounded-lg border border-line bg-surface px-4 py-1.5 print:hidden">
      <summary className="w-fit cursor-pointer rounded-sm py-1">How would this be judged at another time?</summary>
      <form method="get" action={paths.host(view.name, port)} className="flex flex-wrap items-end gap-3 py-2">
        {range !== '24h' && <input type="hidden" name="range" value={range} />}
        <div className="min-w-0">
          <label htmlFor="as-of" className="mb-1 block font-medium">
            As of (date and time in UTC)
          </label>
          <input
            key={shownMs}
            id="as-of"
            type="datetime-local"
            name="asOf"
            required
            min="1950-01-01T00:00"
            max="9999-12-31T23:59"
            defaultValue={new Date(shownMs ?? now).toISOString().slice(0, 16)}
            className={inputClass}
          />
        </div>
        <button type="submit" className={buttonClass()}>
          Judge as of then
        </button>
      </form>
      <ul aria-label="Times worth looking at" className="flex flex-wrap gap-x-4 gap-y-1 pb-2">
        {times.map(({ label, at }) => (
          <li key={label}>
            <Link
              href={addressAt(at)}
              prefetch={false}
              aria-current={(at?.getTime() ?? null) === shownMs ? 'true' : undefined}
              className="inline-flex min-h-6 items-center text-link underline aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
      <p className="max-w-4xl pb-2 text-muted">
        The findings, the requirements, the clients and the chain are judged anew with what was seen last. Nothing is probed for it.
      </p>
    </details>
  );
}
