import { Moment } from '#components/time/moment.tsx';
import { type RenewalEvent, renewalEventsShown } from '#lib/certificates/renewals/views.ts';
import { eventWords } from './renewal-words.ts';

/** What happened to a plan, newest first. */
export function RenewalHistory({ events }: { events: readonly RenewalEvent[] }) {
  return (
    <>
      <ol className="flex flex-col gap-1.5">
        {events.map((event) => (
          <li key={event.id} className="wrap-anywhere">
            <span className="text-muted">
              <Moment at={event.at} />, {event.actor}:
            </span>{' '}
            {eventWords(event)}
          </li>
        ))}
      </ol>
      {events.length === renewalEventsShown && <p className="mt-2 text-muted">The newest {renewalEventsShown} events.</p>}
    </>
  );
}
