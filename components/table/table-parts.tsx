import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ChoiceBox } from './choice-box.tsx';
import type { RowSelection, TableColumn, TableProps } from './columns.ts';

/** Height of a row in pixels; of the head likewise. Rows of one height can be placed without measuring them. */
export const rowHeightPx = 36;

/** Width of the column of boxes. */
const boxWidthRem = 2.25;
const widthOf = (columns: readonly TableColumn<never>[], selection: RowSelection<never> | undefined): number =>
  columns.reduce((sum, { widthRem }) => sum + widthRem, selection ? boxWidthRem : 0);

/** The table around rows: columns of fixed width and a head that stays in sight and sorts. */
export function TableFrame<Row>({
  label,
  columns,
  selection,
  total,
  children,
}: Pick<TableProps<Row>, 'label' | 'columns' | 'selection'> & { total: number; children: ReactNode }) {
  const width = widthOf(columns, selection);
  return (
    <table
      aria-label={label}
      aria-rowcount={total + 1}
      className="w-full table-fixed border-separate border-spacing-0 text-left"
      style={{ minWidth: `${width}rem` }}
    >
      <colgroup>
        {selection && <col style={{ width: `${(100 * boxWidthRem) / width}%` }} />}
        {columns.map(({ id, widthRem }) => (
          <col key={id} style={{ width: `${(100 * widthRem) / width}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {selection && (
            <th className="sticky top-0 z-10 border-line border-b bg-surface p-0" style={{ height: rowHeightPx }}>
              <span className="block [@media(scripting:none)]:hidden">
                <ChoiceBox
                  label={selection.all.label}
                  checked={selection.all.isChosen}
                  isPart={selection.all.isPart}
                  onToggle={selection.all.onToggle}
                />
              </span>
            </th>
          )}
          {columns.map(({ id, label, sortHref, onSort, sorted }) => {
            const Icon = sorted === 'descending' ? ArrowDown : ArrowUp;
            return (
              <th
                key={id}
                scope="col"
                aria-sort={sorted ?? undefined}
                className="sticky top-0 z-10 border-line border-b bg-surface p-0 font-semibold"
                style={{ height: rowHeightPx }}
              >
                <Link
                  href={sortHref}
                  onNavigate={(event) => {
                    event.preventDefault();
                    onSort();
                  }}
                  prefetch={false}
                  scroll={false}
                  className="inline-flex min-h-8 max-w-full items-center gap-1 whitespace-nowrap rounded px-2 text-ink no-underline hover:bg-hover"
                >
                  {label}
                  {sorted !== null && <Icon width={13} height={13} aria-hidden="true" />}
                </Link>
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

type RowProps<Row> = TableProps<Row> & {
  row: Row;
  index: number;
  /** Null leaves it to the document's order. */
  tabIndex: 0 | -1 | null;
};

/** One row; its first cell leads to its page. */
export function TableRow<Row>({ row, index, columns, rowHref, selection, tabIndex }: RowProps<Row>) {
  return (
    <tr aria-rowindex={index + 2} className="group hover:bg-hover has-checked:bg-hover" style={{ height: rowHeightPx }}>
      {selection && (
        <td className="border-line border-b p-0">
          <ChoiceBox
            label={selection.labelOf(row)}
            checked={selection.isChosen(row)}
            tabIndex={tabIndex === null ? null : -1}
            field={{ form: selection.form, name: selection.name, value: selection.valueOf(row) }}
            onToggle={(toRange) => selection.onToggle(row, index, toRange)}
          />
        </td>
      )}
      {columns.map(({ id, cell }, position) =>
        position === 0 ? (
          <th key={id} scope="row" className="border-line border-b px-2 py-0 font-normal">
            <Link
              href={rowHref(row)}
              prefetch={false}
              data-row={index}
              tabIndex={tabIndex ?? undefined}
              className="block truncate leading-7 text-link underline-offset-2 hover:underline focus-visible:outline-offset-0"
            >
              {cell(row)}
            </Link>
          </th>
        ) : (
          <td key={id} className="truncate border-line border-b px-2 py-0">
            {cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}
