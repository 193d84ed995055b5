'use client';

import Link from 'next/link';
import { Moment } from '#components/time/moment.tsx';

/** A row of a table of numbers: what it is about, with the link to it, its numbers, and a point in time (ISO 8601) if it has one. */
export type NumberRow = { label: string; note: string; href: string; cells: readonly (number | string)[]; at: string | null };

/** Rows of numbers, drawn from plain values by the browser too: as elements they would be sent twice over. */
export function NumberRows({ rows }: { rows: readonly NumberRow[] }) {
  return rows.map(({ label, note, href, cells, at }) => (
    <tr key={href}>
      <th scope="row" className="pr-3 font-normal">
        <Link href={href} prefetch={false} scroll={false} className="inline-block py-1">
          {label}
        </Link>
        {note}
      </th>
      <Cells cells={cells} />
      {at === null ? null : (
        <td>
          <Moment at={at} />
        </td>
      )}
    </tr>
  ));
}

/** Their places are what they are known by: each row has the same columns. */
const Cells = ({ cells }: Pick<NumberRow, 'cells'>) => Array.from(cells.entries(), ([place, cell]) => <td key={place}>{cell}</td>);
