import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import type { RootDse } from '#lib/probe/evidence.ts';
import type { Detail } from './detail.ts';

/** Raw evidence as a list of labels and values. */
export function DetailList({ details }: { details: readonly Detail[] }) {
  if (details.length === 0) return <p className="text-muted">Nothing more was recorded.</p>;
  return (
    <dl className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-[11rem_minmax(0,1fr)]">
      {details.map(({ label, values, code }) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className={`min-w-0 wrap-anywhere ${code ? 'font-mono' : ''}`}>
            {values.length === 1 ? values[0] : values.map((value) => <div key={value}>{value}</div>)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The attributes of a rootDSE as a table inside its own scroll area. */
export function RootDseTable({ rootDse }: { rootDse: RootDse }) {
  const attributes = Object.entries(rootDse).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return (
    <ScrollRegion label="rootDSE attributes" className="mt-2 max-h-80 overflow-auto rounded-md border border-line">
      <table className="w-full text-left">
        <thead className="sticky top-0 bg-surface">
          <tr>
            <th scope="col" className="px-2 py-1 font-medium">
              Attribute
            </th>
            <th scope="col" className="px-2 py-1 font-medium">
              Values
            </th>
          </tr>
        </thead>
        <tbody>
          {attributes.map(([name, values]) => (
            <tr key={name} className="border-line border-t align-top">
              <th scope="row" className="px-2 py-1 font-mono font-normal">
                {name}
              </th>
              <td className="px-2 py-1 font-mono wrap-anywhere">
                {values.map((value) => (
                  <div key={value}>{value}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
