import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import { TableHeads } from '#components/ui/table-heads.tsx';
import { type PlannerChoice, plannerQuery } from '#lib/certificates/planner/filter.ts';
import type { WeekView } from '#lib/certificates/planner/views.ts';
import { paths } from '#lib/paths.ts';
import { type NumberRow, NumberRows } from './number-rows.tsx';
import { levels, levelWords } from './words.ts';

/** The bars as a table: the weeks in which certificates end. */
export function WeekNumbers({
  weeks,
  choice,
  hrefOf,
}: {
  weeks: readonly WeekView[];
  choice: PlannerChoice;
  hrefOf: (week: WeekView) => string;
}) {
  const full = weeks.filter(({ certificates }) => certificates > 0);
  return (
    <details className="mt-1">
      <summary className="w-fit cursor-pointer rounded-sm py-1 text-muted">Numbers</summary>
      {full.length === 0 ? (
        <p className="text-muted">No certificate ends in the weeks shown.</p>
      ) : (
        <ScrollRegion label="Certificates per week as a table" className="max-h-80 overflow-auto">
          <table className="w-full text-left [&_tbody_th]:whitespace-nowrap [&_td]:py-1 [&_td]:pr-3 [&_tr+tr]:border-t [&_tr]:border-line">
            <TableHeads heads={['Week of', 'Certificates', 'Hosts', ...levels.map((level) => levelWords[level].label)]} />
            <tbody>
              <NumberRows rows={full.map((week) => rowOf(week, hrefOf(week)))} />
            </tbody>
          </table>
        </ScrollRegion>
      )}
      <ExportLinks of="these weeks" hrefOf={(format) => paths.expiryExport({ ...plannerQuery(choice), table: 'weeks', format })} />
    </details>
  );
}

const rowOf = ({ label, isCurrent, certificates, hosts, levels: counts }: WeekView, href: string): NumberRow => ({
  ...{ label, note: isCurrent ? ', this week' : '', href, at: null },
  cells: [certificates, hosts, ...levels.map((level) => counts[level] || '–')],
});
