import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import type { WeekView } from '#lib/certificates/planner/views.ts';
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
          <table className="w-full text-left [&_td]:py-1 [&_td]:pr-3 [&_tr+tr]:border-t [&_tr]:border-line">
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
              {full.map((week) => (
                <tr key={week.monday}>
                  <th scope="row" className="pr-3 font-normal whitespace-nowrap">
                    <Link href={hrefOf(week)} prefetch={false} scroll={false} className="inline-block py-1">
                      {week.label}
                    </Link>
                    {week.isCurrent ? ', this week' : ''}
                  </th>
                  <td>{week.certificates}</td>
                  <td>{week.hosts}</td>
                  {levels.map((level) => (
                    <td key={level}>{week.levels[level] || '–'}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </details>
  );
}
