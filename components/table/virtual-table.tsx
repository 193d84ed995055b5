'use client';

import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, type KeyboardEvent, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { RowWindow, TableProps } from './columns.ts';
import { nextIndex } from './next-index.ts';
import { rowHeightPx, TableFrame, TableRow } from './table-parts.tsx';
import { type LoadRows, type RowSlot, useRowWindows, useWanted } from './use-row-windows.ts';

type Props<Row> = TableProps<Row> & {
  /** The first rows, which come with the page. */
  first: RowWindow<Row>;
  /** Stays the same function while the list is the same. */
  load: LoadRows<Row>;
};

const overscan = 12;
const nothing = () => () => undefined;
/** False on the server and while its page is taken over, true from then on. */
const useIsTakenOver = (): boolean =>
  useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  );

/**
 * A table of any length that scrolls in an area of its own and holds the rows in sight alone. It is one stop for the Tab key: arrow
 * keys, Home, End, Page Up and Page Down go from row to row, Enter opens, Space chooses. Rows have one height. Give it a new `key` for another list.
 */
export function VirtualTable<Row>({ first, load, ...table }: Props<Row>) {
  const region = useRef<HTMLDivElement>(null);
  const isTakenOver = useIsTakenOver();
  const [activeIndex, setActive] = useState(0);
  /** The row that a key asked for and that has no focus yet, as it may have to be drawn or fetched first. */
  const wanted = useRef<number | null>(null);
  const { total, slotAt, windows, request } = useRowWindows(first, load);
  const active = Math.min(activeIndex, Math.max(0, total - 1));

  const rangeExtractor = useCallback(
    (range: Range) => [...new Set([...defaultRangeExtractor(range), active])].sort((a, b) => a - b),
    [active],
  );
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => region.current,
    estimateSize: () => rowHeightPx,
    rangeExtractor,
    ...{ overscan, scrollMargin: rowHeightPx, scrollPaddingStart: rowHeightPx, scrollPaddingEnd: rowHeightPx, useFlushSync: false },
    initialRect: { width: 1_000, height: 800 },
  });
  const inSight = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  useWanted(
    { from: Math.max(0, inSight.startIndex - overscan), to: Math.min(total - 1, inSight.endIndex + overscan) },
    { windows, request },
    first.rows.length,
  );
  const indices = isTakenOver ? virtualizer.getVirtualItems().map(({ index }) => index) : first.rows.map((_, index) => index);

  useEffect(() => {
    if (wanted.current === null) return;
    const row = region.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    row?.focus();
    if (row instanceof HTMLAnchorElement) wanted.current = null;
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const isRow = event.target instanceof HTMLElement && event.target.dataset.row !== undefined;
    if (!isRow || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ' && table.selection) {
      event.preventDefault();
      const slot = slotAt(active);
      if (slot.status === 'loaded') table.selection.onToggle(slot.row, active, event.shiftKey);
      return;
    }
    const pageRows = Math.max(1, Math.floor((region.current?.clientHeight ?? 0) / rowHeightPx) - 2);
    const next = nextIndex(event.key, active, pageRows, total);
    if (next === null) return;
    event.preventDefault();
    wanted.current = next;
    setActive(next);
    virtualizer.scrollToIndex(next, { align: 'auto' });
  };

  const failed = [...windows.values()].some(({ status }) => status === 'failed');
  return (
    <section
      ref={region}
      aria-label={table.label}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const index = event.target instanceof HTMLElement ? event.target.dataset.row : undefined;
        if (index !== undefined) setActive(Number(index));
      }}
      onBlur={(event) => {
        if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) wanted.current = null;
      }}
      data-virtual={isTakenOver || undefined}
      className="relative max-h-[max(24rem,calc(100dvh-16.5rem))] overflow-auto rounded-lg border border-line bg-surface"
    >
      <TableFrame label={table.label} columns={table.columns} selection={table.selection} total={total}>
        {indices.map((index, position) => {
          const slot = slotAt(index);
          return (
            <Fragment key={index}>
              <Gap rows={index - (indices[position - 1] ?? -1) - 1} />
              {slot.status === 'loaded' ? (
                <TableRow {...table} row={slot.row} index={index} tabIndex={isTakenOver ? (index === active ? 0 : -1) : null} />
              ) : (
                <MissingRow
                  slot={slot}
                  index={index}
                  columnCount={table.columns.length + (table.selection ? 1 : 0)}
                  isActive={index === active}
                  isFirst={sayFirst(slot, indices[position - 1], slotAt)}
                  onRetry={request}
                />
              )}
            </Fragment>
          );
        })}
        {isTakenOver && <Gap rows={total - 1 - (indices.at(-1) ?? -1)} />}
      </TableFrame>
      <p role="status" className="sr-only">
        {failed ? 'Some rows could not be loaded.' : ''}
      </p>
    </section>
  );
}

/** Is it the first in sight of the rows that could not be had? That one says so for all. */
const sayFirst = <Row,>(slot: RowSlot<Row>, before: number | undefined, slotAt: (index: number) => RowSlot<Row>): boolean =>
  slot.status === 'failed' && (before === undefined || slotAt(before).status !== 'failed');

/** Stands for rows that are out of sight. */
function Gap({ rows }: { rows: number }) {
  const hidden = { 'aria-hidden': true };
  return rows <= 0 ? null : (
    <tr {...hidden}>
      <td className="p-0" style={{ height: rows * rowHeightPx }} />
    </tr>
  );
}

type MissingRowProps<Row> = {
  slot: Exclude<RowSlot<Row>, { status: 'loaded' }>;
  index: number;
  columnCount: number;
  isActive: boolean;
  isFirst: boolean;
  onRetry: (window: number) => void;
};

function MissingRow<Row>({ slot, index, columnCount, isActive, isFirst, onRetry }: MissingRowProps<Row>) {
  return (
    <tr aria-rowindex={index + 2} style={{ height: rowHeightPx }}>
      <td colSpan={columnCount} className="border-line border-b px-2 py-0 text-muted">
        {slot.status === 'failed' && isFirst ? (
          <span className="inline-flex items-center gap-3 font-medium text-critical">
            These rows could not be loaded.
            <Button onClick={() => onRetry(slot.window)} data-row={index} className="text-ink">
              Retry
            </Button>
          </span>
        ) : (
          <span data-row={index} tabIndex={isActive ? 0 : -1}>
            {slot.status === 'failed' ? 'Not loaded' : 'Loading …'}
          </span>
        )}
      </td>
    </tr>
  );
}
