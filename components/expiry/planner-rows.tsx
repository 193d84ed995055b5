'use client';

import Link from 'next/link';
import { Moment } from '#components/time/moment.tsx';
import type { ExpiryLevel } from '#lib/diagnosis/expiry.ts';
import { paths } from '#lib/paths.ts';
import { LevelGlyph } from './level-glyph.tsx';

/** What stands in a row of the planner's table. Empty texts where there is nothing. */
export type RowCells = {
  sha256: string;
  name: string;
  /** "dc02 and 3 more": the names beside the first. */
  others: string;
  allNames: string;
  hostCount: number;
  /** The first of them. */
  hosts: readonly string[];
  issuerName: string;
  owners: string;
  level: ExpiryLevel;
  /** "Expired, 7 days ago". */
  standing: string;
  /** ISO 8601. */
  notAfter: string;
  renewal: { label: string; detail: string; href: string } | null;
};

/** The rows of the planner's table. Drawn from plain words by the browser too: a page of them as elements would be sent twice over. */
export function PlannerRows({ rows }: { rows: readonly RowCells[] }) {
  return rows.map((row) => <Row key={row.sha256} row={row} />);
}

function Row({ row }: { row: RowCells }) {
  return (
    <tr>
      <th scope="row" className="max-w-72 py-1.5 pr-3 align-top font-normal">
        <Link href={paths.certificate(row.sha256)} prefetch={false} className="block min-h-6 break-all font-mono leading-6">
          {row.name}
        </Link>
        {row.others === '' ? null : (
          <span className="block truncate text-muted" title={row.allNames}>
            {row.others}
          </span>
        )}
        <span className="sm:hidden">
          <Standing row={row} />
        </span>
      </th>
      <td>
        {row.hostCount === 1 ? '1 host' : `${row.hostCount} hosts`}
        <ul>
          {row.hosts.map((host) => (
            <li key={host}>
              <Link href={paths.host(host)} prefetch={false}>
                {host}
              </Link>
            </li>
          ))}
        </ul>
        {row.hostCount > row.hosts.length ? <span className="text-muted">{`and ${row.hostCount - row.hosts.length} more`}</span> : null}
      </td>
      <td>{row.issuerName || '–'}</td>
      <td>{row.owners || <span className="text-muted">Nobody named</span>}</td>
      <td>
        <span className="max-sm:hidden">
          <Standing row={row} />
        </span>
        <span className="text-muted">
          <Moment at={row.notAfter} />
        </span>
      </td>
      <td>
        <RenewalCell renewal={row.renewal} />
      </td>
    </tr>
  );
}

/** How it stands and for how long; beside the name on phones, where the column of the end is out of sight. */
const Standing = ({ row: { level, standing } }: { row: RowCells }) => (
  <span className="flex items-center gap-1.5 whitespace-nowrap">
    <LevelGlyph level={level} />
    <span>{standing}</span>
  </span>
);

function RenewalCell({ renewal }: Pick<RowCells, 'renewal'>) {
  if (renewal === null) return <span className="text-muted">None</span>;
  return (
    <>
      <Link href={renewal.href} prefetch={false}>
        {renewal.label}
      </Link>
      {renewal.detail === '' ? null : <span className="block text-muted">{renewal.detail}</span>}
    </>
  );
}
