'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { AcceptedMark } from '#components/status/accepted-mark.tsx';
import { StateBadge } from '#components/status/state-badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import type { BoardHost } from '#lib/checks/read/views.ts';
import { paths } from '#lib/paths.ts';
import { type Ahead, useHostAddress } from './ahead.ts';
import { acceptedWords, ageWords, expiryWords, forWords, needsAttention } from './host-words.ts';
import type { BoardSort, SortColumn } from './sort.ts';

const columns: readonly { column: SortColumn; label: string }[] = [
  { column: 'state', label: 'State' },
  { column: 'host', label: 'Host' },
  { column: 'cause', label: 'Cause' },
  { column: 'since', label: 'Since' },
  { column: 'days', label: 'Certificate' },
  { column: 'site', label: 'Site' },
  { column: 'domain', label: 'Domain' },
  { column: 'checked', label: 'Checked' },
];
/** How old a result is says nothing of a later day. */
const columnsAhead = columns.filter(({ column }) => column !== 'checked');
const rowsAtOnce = 200;
const cell = 'px-2 py-1.5 align-top';

type Props = { hosts: readonly BoardHost[]; sort: BoardSort; onSort: (sort: BoardSort) => void; now: Date; ahead: Ahead | null };

/** All hosts as rows, sorted by any column; the same content as the tiles. */
export function BoardTable({ hosts, sort, onSort, now, ahead }: Props) {
  const addressOf = useHostAddress();
  const [rowsMax, setRowsMax] = useState(rowsAtOnce);
  const shown = hosts.slice(0, rowsMax);
  const query = Object.fromEntries(useSearchParams());
  return (
    <>
      <p className="flex justify-end">
        <ExportLinks of="these hosts" hrefOf={(format) => paths.boardExport({ ...query, format })} />
      </p>
      <ScrollRegion label="Table of hosts" className="overflow-x-auto border-line border-t">
        <table className="w-full border-collapse text-left">
          <thead>
            <tr>
              {(ahead === null ? columns : columnsAhead).map(({ column, label }) => {
                const isSorted = sort.column === column;
                const Icon = sort.descending ? ArrowDown : ArrowUp;
                return (
                  <th
                    key={column}
                    scope="col"
                    aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
                    className="whitespace-nowrap font-semibold"
                  >
                    <button
                      type="button"
                      onClick={() => onSort({ column, descending: isSorted && !sort.descending })}
                      className="inline-flex min-h-8 items-center gap-1 rounded px-2 hover:bg-hover"
                    >
                      {label}
                      {isSorted && <Icon width={13} height={13} aria-hidden="true" />}
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {shown.map((host) => (
              <tr key={host.name} className="border-line border-t hover:bg-hover">
                <td className={cell}>
                  <span className="inline-flex items-center gap-1">
                    <StateBadge state={host.state} />
                    <AcceptedMark glyphOnly words={acceptedWords(host)} />
                  </span>
                </td>
                <th scope="row" className={`${cell} font-normal`}>
                  <Link
                    href={addressOf(host.name)}
                    prefetch={false}
                    data-host={host.name}
                    data-attention={needsAttention(host.state) || undefined}
                    className="inline-block min-h-6 whitespace-nowrap font-mono text-xs leading-6 underline-offset-2 hover:underline"
                  >
                    {host.name}
                  </Link>
                </th>
                <td className={`${cell} min-w-48`}>{host.cause?.title ?? host.summary ?? ''}</td>
                <td className={`${cell} whitespace-nowrap`}>{forWords(host, now) ?? ''}</td>
                <td className={`${cell} whitespace-nowrap`}>{expiryWords(host, now) ?? ''}</td>
                <td className={`${cell} whitespace-nowrap`}>{host.site}</td>
                <td className={`${cell} whitespace-nowrap`}>{host.domain ?? ''}</td>
                {ahead === null && (
                  <td className={`${cell} whitespace-nowrap text-muted`}>
                    {host.checkedAt === null ? 'not yet' : `${ageWords(host.checkedAt, now)} ago`}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {hosts.length > shown.length && (
        <p className="flex items-center gap-3 border-line border-t py-2">
          {shown.length} of {hosts.length.toLocaleString('en')} hosts
          <Button onClick={() => setRowsMax(hosts.length)}>Show all rows</Button>
        </p>
      )}
    </>
  );
}
