import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { Lane } from '#lib/certificates/planner/views.ts';
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
            {lanes.map((lane) => (
              <tr key={lane.key}>
                <th scope="row" className="pr-3 font-normal">
                  <Link href={hrefOf(lane)} prefetch={false} scroll={false} className="inline-block py-1">
                    {lane.label}
                  </Link>
                </th>
                <td>{lane.certificates}</td>
                <td>{lane.hosts}</td>
                {levels.map((level) => (
                  <td key={level}>{lane.levels[level] || '–'}</td>
                ))}
                <td>
                  <Moment at={lane.soonestAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  );
}
