import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { msWords } from '#components/evidence/stage-details.ts';
import { Moment } from '#components/time/moment.tsx';
import { TableHeads } from '#components/ui/table-heads.tsx';
import type { ResponseHour } from '#lib/checks/read/views.ts';
import { linePath, niceCeiling, responsePoints } from './response-geometry.ts';
import { type HistoryRange, historyWindow, rangeWords } from './strip-geometry.ts';

const width = 600;
const height = 96;
const pointLimit = 96;

/** Median and 95th percentile of the response time; the line breaks where nothing was measured. */
export function ResponseChart({ hours, range, now }: { hours: readonly ResponseHour[]; range: HistoryRange; now: Date }) {
  const window = historyWindow(range, now);
  const points = responsePoints(hours, window, pointLimit);
  const slowest = Math.max(0, ...points.map((point) => point.p95Ms ?? 0));
  const checks = points.reduce((sum, point) => sum + point.checks, 0);
  const measured = points.filter((point) => point.p50Ms !== null);
  if (measured.length === 0) return <p className="text-muted">No response time was measured in the last {rangeWords[range]}.</p>;
  const ceiling = niceCeiling(slowest);
  const medians = measured.map((point) => point.p50Ms ?? 0).sort((a, b) => a - b);
  const sentence = `Over ${checks} checks in the last ${rangeWords[range]} the typical probe took ${msWords(medians[Math.floor(medians.length / 2)] ?? 0)}; the slowest hour's 95th percentile was ${msWords(slowest)}.`;
  return (
    <>
      <div className="flex gap-2">
        <svg
          role="img"
          aria-label={sentence}
          viewBox={`0 0 ${width} ${height}`}
          width="100%"
          height={height}
          preserveAspectRatio="none"
          className="block min-w-0 flex-1 border-line border-b border-l"
        >
          <line x1={0} x2={width} y1={0.5} y2={0.5} className="stroke-line" vectorEffect="non-scaling-stroke" />
          <line x1={0} x2={width} y1={height / 2} y2={height / 2} className="stroke-line" vectorEffect="non-scaling-stroke" />
          <path
            d={linePath(
              points.map((point) => point.p95Ms),
              ceiling,
              width,
              height,
            )}
            className="fill-none stroke-chart"
            strokeWidth={1}
            strokeDasharray="4 3"
            vectorEffect="non-scaling-stroke"
          />
          <path
            d={linePath(
              points.map((point) => point.p50Ms),
              ceiling,
              width,
              height,
            )}
            className="fill-none stroke-ink"
            strokeWidth={1.75}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <div aria-hidden="true" className="flex w-14 shrink-0 flex-col justify-between text-muted text-xs tabular-nums">
          <span>{msWords(ceiling)}</span>
          <span>{msWords(ceiling / 2)}</span>
          <span>0 ms</span>
        </div>
      </div>
      <p className="mt-1 text-muted text-xs">
        <span aria-hidden="true">▬</span> p50 <span aria-hidden="true">┅</span> p95
      </p>
      <p className="mt-1">{sentence}</p>
      <details className="mt-1">
        <summary className="w-fit cursor-pointer rounded-sm py-1 text-muted">Numbers</summary>
        <ScrollRegion label="Response times as a table" className="max-h-72 overflow-auto">
          <table className="w-full text-left">
            <TableHeads heads={['From', 'Checks', 'p50', 'p95']} />
            <tbody>
              {points.toReversed().map((point) => (
                <tr key={point.from} className="border-line border-t tabular-nums">
                  <td className="py-1 pr-3">
                    <Moment at={point.from} />
                  </td>
                  <td className="py-1 pr-3">{point.checks}</td>
                  <td className="py-1 pr-3">{point.p50Ms === null ? '–' : msWords(point.p50Ms)}</td>
                  <td className="py-1">{point.p95Ms === null ? '–' : msWords(point.p95Ms)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </details>
    </>
  );
}
