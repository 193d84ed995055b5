import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { Moment } from '#components/time/moment.tsx';
import { durationWords } from '#components/time/words.ts';
import { TableHeads } from '#components/ui/table-heads.tsx';
import type { ServedSpan } from '#lib/certificates/details/views.ts';
import { count } from '#lib/diagnosis/reading/wording.ts';
import { paths } from '#lib/paths.ts';
import { type Lane, timelineLanes } from './timeline-geometry.ts';

const lanesMax = 20;

const laneSentence = ({ host, port, location, isServing, bars }: Lane): string =>
  `${host}:${port} from ${location}: ${isServing ? 'served now' : 'not served any more'}, ${count(bars.length, 'stretch', 'stretches')}.`;

function LaneRow({ lane }: { lane: Lane }) {
  return (
    <li className="grid grid-cols-1 items-center gap-x-3 border-line border-t py-1 first:border-t-0 lg:grid-cols-[24rem_minmax(0,1fr)]">
      <span className="min-w-0 wrap-anywhere">
        <Link href={paths.host(lane.host, lane.port)} prefetch={false} className="font-mono text-link underline">
          {lane.host}:{lane.port}
        </Link>{' '}
        <span className="text-muted">
          from {lane.location}, {lane.isServing ? 'served now' : 'not any more'}
        </span>
      </span>
      <span role="img" aria-label={laneSentence(lane)} className="relative block h-4 rounded-sm border border-line bg-sunken">
        {lane.bars.map((bar) => (
          <span
            key={bar.from}
            className={`absolute inset-y-0.5 rounded-xs ${bar.ongoing ? 'bg-ink' : 'border border-chart bg-line'}`}
            style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
          />
        ))}
      </span>
    </li>
  );
}

function Numbers({ spans, now }: { spans: readonly ServedSpan[]; now: Date }) {
  return (
    <details className="mt-1">
      <summary className="w-fit cursor-pointer rounded-sm py-1 text-muted">Numbers</summary>
      <ScrollRegion label="Where it was served, as a table" className="max-h-96 overflow-auto">
        <table className="w-full min-w-xl text-left">
          <TableHeads heads={['Door', 'Seen from', 'Served as', 'From', 'To', 'Length']} />
          <tbody>
            {spans.map((span) => (
              <tr key={`${span.host} ${span.port} ${span.location} ${span.isLeaf} ${span.from}`} className="border-line border-t align-top">
                <td className="py-1 pr-3 font-mono wrap-anywhere">
                  {span.host}:{span.port}
                </td>
                <td className="py-1 pr-3">{span.location}</td>
                <td className="py-1 pr-3">{span.isLeaf ? 'its own certificate' : 'an issuer beside it'}</td>
                <td className="py-1 pr-3">
                  <Moment at={span.from} />
                </td>
                <td className="py-1 pr-3">{span.to === null ? 'now' : <Moment at={span.to} />}</td>
                <td className="py-1 whitespace-nowrap tabular-nums">
                  {durationWords((span.to === null ? now.getTime() : Date.parse(span.to)) - Date.parse(span.from))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  );
}

/** Which doors sent the certificate from when to when. */
export function ServedTimeline({ spans, total, now }: { spans: readonly ServedSpan[]; total: number; now: Date }) {
  const drawn = timelineLanes(spans, now);
  if (drawn === null)
    return <p className="text-muted">No server has sent it. It is known from the chains or trust stores that it stands in.</p>;
  const { lanes, from } = drawn;
  const serving = lanes.filter(({ isServing }) => isServing).length;
  return (
    <>
      <p className="mb-2">
        {count(serving, 'door')} of {lanes.length} {serving === 1 ? 'sends' : 'send'} it now, each counted once for every location that sees
        it
        {total > spans.length ? `; shown are the newest ${spans.length} of ${total} stretches` : ''}.
      </p>
      <ul>
        {lanes.slice(0, lanesMax).map((lane) => (
          <LaneRow key={laneSentence(lane)} lane={lane} />
        ))}
      </ul>
      {lanes.length > lanesMax && <p className="text-muted">and {lanes.length - lanesMax} more doors, in the numbers below</p>}
      <p className="mt-1 flex justify-between gap-3 text-muted text-xs lg:ml-99">
        <Moment at={from} />
        <span>now</span>
      </p>
      <Numbers spans={spans} now={now} />
    </>
  );
}
