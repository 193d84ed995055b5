import Link from 'next/link';
import { buttonClass } from '#components/ui/button.tsx';
import type { RowWindow, TableProps } from './columns.ts';
import { TableFrame, TableRow } from './table-parts.tsx';

type Props<Row> = TableProps<Row> & {
  shown: RowWindow<Row>;
  /** From 1. */
  page: number;
  pageSize: number;
  pageHref: (page: number) => string;
};

/** The same table cut into pages: ordinary links, which need no script. */
export function PagedTable<Row>({ shown, page, pageSize, pageHref, ...table }: Props<Row>) {
  const pageCount = Math.max(1, Math.ceil(shown.total / pageSize));
  const offset = (page - 1) * pageSize;
  return (
    <>
      <div className="relative overflow-x-auto rounded-lg border border-line bg-surface">
        <TableFrame label={table.label} columns={table.columns} selection={table.selection} total={shown.total}>
          {shown.rows.map((row, position) => (
            <TableRow key={table.rowKey(row)} {...table} row={row} index={offset + position} tabIndex={null} />
          ))}
        </TableFrame>
      </div>
      <nav aria-label="Pages of the table" className="mt-3 flex flex-wrap items-center gap-2">
        {page > 1 && (
          <Link href={pageHref(Math.min(page - 1, pageCount))} prefetch={false} rel="prev" className={buttonClass()}>
            Previous
          </Link>
        )}
        <span>
          Page {page.toLocaleString('en')} of {pageCount.toLocaleString('en')}
        </span>
        {page < pageCount && (
          <Link href={pageHref(page + 1)} prefetch={false} rel="next" className={buttonClass()}>
            Next
          </Link>
        )}
      </nav>
    </>
  );
}
