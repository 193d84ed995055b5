import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import type { Lane } from '#lib/certificates/planner/views.ts';
import { type NumberRow, NumberRows } from './number-rows.tsx';
import { levels, levelWords } from './words.ts';

/** Lanes as a table, with what lies outside of the stretch shown. */
export function LaneNumbers({ lanes, title, hrefOf }: { lanes: readonly Lane[]; title: string; hrefOf: (lane: Lane) => string }) {
  const heads = [title, 'Certificates', 'Hosts', ...levels.map((level) => levelWords[level].label), 'First to end'];
  return (
    <details className="mt-1">
      <summary className="w-fit cursor-pointer rounded-sm py-1 text-muted">Numbers</summary>
      <ScrollRegion label={`${title} lanes as a table`} className="max-h-80 overflow-auto">
        <table className="w-full text-left [&_td]:py-1 [&_td]:pr-3 [&_tr+tr]:border-t [&_tr]:border-line">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col" className="py-1 pr-3 font-medium">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <NumberRows rows={lanes.map((lane) => rowOf(lane, hrefOf(lane)))} />
          </tbody>
        </table>
      </ScrollRegion>
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
