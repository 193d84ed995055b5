import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import { TableHeads } from '#components/ui/table-heads.tsx';
import { type NumberTable, type PlannerChoice, plannerQuery } from '#lib/certificates/planner/filter.ts';
import type { Lane } from '#lib/certificates/planner/views.ts';
import { paths } from '#lib/paths.ts';
import { type NumberRow, NumberRows } from './number-rows.tsx';
import { levels, levelWords } from './words.ts';

type Props = {
  lanes: readonly Lane[];
  /** What the lanes stand for. */
  title: string;
  choice: PlannerChoice;
  /** Which of the planner's tables of numbers it is. */
  table: NumberTable;
  hrefOf: (lane: Lane) => string;
};

/** Lanes as a table, with what lies outside of the stretch shown. */
export function LaneNumbers({ lanes, title, choice, table, hrefOf }: Props) {
  const heads = [title, 'Certificates', 'Hosts', ...levels.map((level) => levelWords[level].label), 'First to end'];
  return (
    <details className="mt-1">
      <summary className="w-fit cursor-pointer rounded-sm py-1 text-muted">Numbers</summary>
      <ScrollRegion label={`${title} lanes as a table`} className="max-h-80 overflow-auto">
        <table className="w-full text-left [&_td]:py-1 [&_td]:pr-3 [&_tr+tr]:border-t [&_tr]:border-line">
          <TableHeads heads={heads} />
          <tbody>
            <NumberRows rows={lanes.map((lane) => rowOf(lane, hrefOf(lane)))} />
          </tbody>
        </table>
      </ScrollRegion>
      <ExportLinks
        of={table === 'lanes' ? 'all of these lanes' : 'all issuers'}
        hrefOf={(format) => paths.expiryExport({ ...plannerQuery(choice), table, format })}
      />
    </details>
  );
}

/** Which trust stores hold an issuer; nothing is said of what is none. */
const storeNote = (stores: Lane['stores']): string =>
  stores === undefined ? '' : stores.length === 0 ? ' (in no trust store)' : ` (trusted by ${stores.join(', ')})`;

const rowOf = ({ label, certificates, hosts, levels: counts, soonestAt, stores }: Lane, href: string): NumberRow => ({
  ...{ label, note: storeNote(stores), href, at: soonestAt },
  cells: [certificates, hosts, ...levels.map((level) => counts[level] || '–')],
});
