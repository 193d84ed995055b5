import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import type { Comparison } from './compare.ts';

/** Two probes side by side: what differs first and marked, the rest folded. */
export function ComparisonTable({ rows }: { rows: readonly Comparison[] }) {
  const differing = rows.filter((row) => row.differs);
  const same = rows.filter((row) => !row.differs);
  if (differing.length === 0) return <p>Nothing that was recorded differs from the last good check.</p>;
  return (
    <>
      <ScrollRegion label="Differences" className="overflow-x-auto">
        <table className="w-full min-w-md text-left">
          <thead>
            <tr>
              <th scope="col" className="py-1 pr-3 font-medium">
                What differs
              </th>
              <th scope="col" className="py-1 pr-3 font-medium">
                Last good check
              </th>
              <th scope="col" className="py-1 font-medium">
                Last check
              </th>
            </tr>
          </thead>
          <tbody>
            {differing.map((row) => (
              <tr key={row.label} className="border-line border-t align-top">
                <th scope="row" className="py-1 pr-3 font-normal text-muted">
                  {row.label}
                </th>
                <td className="py-1 pr-3 font-mono wrap-anywhere">{row.good}</td>
                <td className="py-1 font-mono font-semibold wrap-anywhere">{row.now}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {same.length > 0 && <p className="mt-2 text-muted">The same in both: {same.map((row) => row.label).join(', ')}.</p>}
    </>
  );
}
