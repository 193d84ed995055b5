'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { RowWindow } from './columns.ts';

/** Rows that are asked for at a time. */
export const windowSize = 100;
/** While somebody drags the scroll bar, the windows that fly past are not asked for. */
const settleMs = 90;

type WindowState<Row> = { status: 'loading' } | { status: 'loaded'; rows: readonly Row[] } | { status: 'failed' };

/** A row that is here, one that is on its way, and one whose window could not be had. */
export type RowSlot<Row> = { status: 'loaded'; row: Row } | { status: 'loading' } | { status: 'failed'; window: number };

/** Asks for part of the list; rejects when it cannot be had. */
export type LoadRows<Row> = (offset: number, limit: number, signal: AbortSignal) => Promise<RowWindow<Row>>;

/** The rows of a long list, of which the first are here and the others are fetched window by window when they come into sight. */
export function useRowWindows<Row>(first: RowWindow<Row>, load: LoadRows<Row>) {
  const [windows, setWindows] = useState<ReadonlyMap<number, WindowState<Row>>>(new Map());
  const [laterTotal, setLaterTotal] = useState<number | null>(null);
  // The page was read anew: what was fetched before may be different by now.
  const [known, setKnown] = useState(first);
  if (first !== known) {
    setKnown(first);
    setWindows(new Map());
    setLaterTotal(null);
  }
  const total = laterTotal ?? first.total;
  const aborter = useRef<AbortController | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    aborter.current = controller;
    return () => controller.abort();
  }, []);

  const request = useCallback(
    async (window: number) => {
      const signal = aborter.current?.signal;
      if (signal === undefined || signal.aborted) return;
      const put = (state: WindowState<Row>) => setWindows((known) => new Map(known).set(window, state));
      put({ status: 'loading' });
      try {
        const { rows, total: count } = await load(window * windowSize, windowSize, signal);
        setLaterTotal(count);
        put({ status: 'loaded', rows });
      } catch {
        if (!signal.aborted) put({ status: 'failed' });
      }
    },
    [load],
  );

  const slotAt = (index: number): RowSlot<Row> => {
    const window = Math.floor(index / windowSize);
    const state = windows.get(window);
    const row = (state?.status === 'loaded' ? state.rows[index % windowSize] : undefined) ?? first.rows[index];
    if (row !== undefined) return { status: 'loaded', row };
    return state?.status === 'failed' ? { status: 'failed', window } : { status: 'loading' };
  };

  return { total, slotAt, windows, request };
}

/** Fetches what is in sight once scrolling has settled; `from` and `to` are indices of rows. */
export function useWanted<Row>(
  { from, to }: { from: number; to: number },
  { windows, request }: Pick<ReturnType<typeof useRowWindows<Row>>, 'windows' | 'request'>,
  hereCount: number,
): void {
  const [firstWindow, lastWindow] = [Math.floor(from / windowSize), Math.floor(to / windowSize)];
  const isWhole = to < hereCount;
  useEffect(() => {
    if (isWhole) return;
    const timer = setTimeout(() => {
      for (let window = firstWindow; window <= lastWindow; window++) if (!windows.has(window)) void request(window);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [firstWindow, lastWindow, isWhole, windows, request]);
}
