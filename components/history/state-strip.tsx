import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { stateLabels } from '#components/status/state-words.ts';
import { Moment } from '#components/time/moment.tsx';
import { durationWords } from '#components/time/words.ts';
import { TableHeads } from '#components/ui/table-heads.tsx';
import type { HostState, SpanView } from '#lib/checks/read/views.ts';
import { type HistoryRange, historyWindow, type StripSegment, stripSegments, stripSentence } from './strip-geometry.ts';

const width = 1200;
const height = 28;

const fills: Readonly<Record<HostState, string>> = {
  critical: 'fill-critical-fill',
  warning: 'fill-warning-fill',
  stale: 'fill-stale-fill',
  'not-checked': 'fill-not-checked-fill',
  maintenance: 'fill-maintenance-fill',
  healthy: 'fill-healthy-fill',
};

function Segment({ segment }: { segment: StripSegment }) {
  const quiet = segment.state === 'stale' || segment.state === 'not-checked';
  return (
    <rect
      x={segment.x}
      y={0.5}
      width={segment.width}
      height={height - 1}
      className={`${fills[segment.state]} ${quiet ? 'stroke-muted' : ''}`}
      strokeDasharray={segment.state === 'stale' ? '4 3' : undefined}
      vectorEffect="non-scaling-stroke"
    >
      <title>{`${stateLabels[segment.state]}, ${durationWords(Date.parse(segment.to) - Date.parse(segment.from))}${segment.cause ? `, ${segment.cause}` : ''}`}</title>
    </rect>
  );
}

/** A door's states over time as one strip; gaps mean that nothing was recorded. The sentence and the table say the same. */
export function StateStrip({ spans, range, now }: { spans: readonly SpanView[]; range: HistoryRange; now: Date }) {
  const window = historyWindow(range, now);
  const segments = stripSegments(spans, window, width);
  const sentence = stripSentence(segments, range);
  return (
    <>
      <svg
        role="img"
        aria-label={sentence}
        viewBox={`0 0 ${width} ${height}`}
        width="100%"
        height={height}
        preserveAspectRatio="none"
        className="block rounded-sm border border-line"
      >
        {segments.map((segment) => (
          <Segment key={segment.from} segment={segment} />
        ))}
      </svg>
      <div className="mt-1 flex justify-between text-muted text-xs">
        <Moment at={window.from.toISOString()} />
        <span>now</span>
      </div>
      <p className="mt-1">{sentence}</p>
      {segments.length > 0 && (
        <details className="mt-1">
          <summary className="w-fit cursor-pointer rounded-sm py-1 text-muted">Numbers</summary>
          <ScrollRegion label="States as a table" className="max-h-72 overflow-auto">
            <table className="w-full min-w-md text-left">
              <TableHeads heads={['State', 'From', 'To', 'Length', 'Cause']} />
              <tbody>
                {segments.toReversed().map((segment) => (
                  <tr key={segment.from} className="border-line border-t">
                    <td className="py-1 pr-3">{stateLabels[segment.state]}</td>
                    <td className="py-1 pr-3">
                      <Moment at={segment.from} />
                    </td>
                    <td className="py-1 pr-3">{segment.ongoing ? 'now' : <Moment at={segment.to} />}</td>
                    <td className="py-1 pr-3 tabular-nums">{durationWords(Date.parse(segment.to) - Date.parse(segment.from))}</td>
                    <td className="py-1">{segment.cause ?? ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </details>
      )}
    </>
  );
}
