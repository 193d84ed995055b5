import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import type { EventDetails } from '#lib/diagnosis/article/article.ts';

/** The event-details table of one Windows event, after the shape of Microsoft's event articles. */
export function EventTable({ event }: { event: EventDetails }) {
  const rows: [string, string | null][] = [
    ['Product', event.product],
    ['ID', String(event.id)],
    ['Log', event.log],
    ['Source', event.source],
    ['Symbolic name', event.symbolicName],
    ['Level', event.level],
    ['Message', event.message],
  ];
  return (
    <div className="mt-3">
      <ScrollRegion label={`Event ${event.id}`} className="overflow-x-auto rounded-md border border-line">
        <table className="w-full text-left">
          <caption className="sr-only">Event {event.id}</caption>
          <tbody>
            {rows.map(
              ([label, value]) =>
                value !== null && (
                  <tr key={label} className="border-line border-t align-top first:border-t-0">
                    <th scope="row" className="w-36 bg-sunken px-3 py-1.5 font-medium">
                      {label}
                    </th>
                    <td className="px-3 py-1.5 wrap-anywhere">{value}</td>
                  </tr>
                ),
            )}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="mt-1 text-muted">{event.note}</p>
    </div>
  );
}
