import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import type { WeekView } from '#lib/certificates/planner/views.ts';
import { type NumberRow, NumberRows } from './number-rows.tsx';
import { levels, levelWords } from './words.ts';

/** The bars as a table: the weeks in which certificates end. */
export function WeekNumbers({ weeks, hrefOf }: { weeks: readonly WeekView[]; hrefOf: (week: WeekView) => string }) {
  const full = weeks.filter(({ certificates }) => certificates > 0);
  return (
    <details className="mt-1">
      <summary className="w-fit cursor-pointer rounded-sm py-1 text-muted">Numbers</summary>
      {full.length === 0 ? (
        <p className="text-muted">No certificate ends in the weeks shown.</p>
      ) : (
        <ScrollRegion label="Certificates per week as a table" className="max-h-80 overflow-auto">
          <table className="w-full text-left [&_tbody_th]:whitespace-nowrap [&_td]:py-1 [&_td]:pr-3 [&_tr+tr]:border-t [&_tr]:border-line">
            <thead>
              <tr>
                {['Week of', 'Certificates', 'Hosts', ...levels.map((level) => levelWords[level].label)].map((head) => (
                  <th key={head} scope="col" className="py-1 pr-3 font-medium">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <NumberRows rows={full.map((week) => rowOf(week, hrefOf(week)))} />
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </details>
  );
}

const rowOf = ({ label, isCurrent, certificates, hosts, levels: counts }: WeekView, href: string): NumberRow => ({
  ...{ label, note: isCurrent ? ', this week' : '', href, at: null },
  cells: [certificates, hosts, ...levels.map((level) => counts[level] || '–')],
});
