'use client';

import { useRef, useState } from 'react';
import type { RowSelection } from '#components/table/columns.ts';
import type { HostRow, HostsPage } from '#lib/checks/read/hosts-table/views.ts';
import { paths } from '#lib/paths.ts';
import type { BulkTarget } from './bulk-target.ts';

/** All that match now, or some by their ids. */
type Chosen = 'matching' | ReadonlySet<string>;
const none: ReadonlySet<string> = new Set();
const idsMax = 50_000;

export const selectionFormId = 'chosen-hosts';

/** Which hosts of a list are chosen. `query` is the list's, with its order; `filterQuery` is its filters alone. */
export function useHostSelection({ query, filterQuery, total }: { query: string; filterQuery: string; total: number }) {
  const [chosen, setChosen] = useState<Chosen>(none);
  const [failed, setFailed] = useState(false);
  const anchor = useRef<{ query: string; index: number } | null>(null);

  /** Ids of a part of the list, some of which may not have been loaded. */
  const loadIds = async (offset: number, limit: number): Promise<string[]> => {
    const response = await fetch(
      paths.hostRows({ ...Object.fromEntries(new URLSearchParams(query)), ids: '1', offset: String(offset), limit: String(limit) }),
    );
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    return (await response.json()).ids;
  };
  const update = async (next: () => Promise<Chosen>): Promise<void> => {
    try {
      setChosen(await next());
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };

  const onToggle = (row: HostRow, index: number, toRange: boolean): void => {
    const from = anchor.current?.query === query ? anchor.current.index : null;
    anchor.current = { query, index };
    if (toRange && from !== null && chosen !== 'matching') {
      void update(async () => new Set([...chosen, ...(await loadIds(Math.min(from, index), Math.abs(from - index) + 1))]));
      return;
    }
    if (chosen === 'matching') {
      void update(async () => new Set((await loadIds(0, idsMax)).filter((id) => id !== row.id)));
      return;
    }
    const next = new Set(chosen);
    if (!next.delete(row.id)) next.add(row.id);
    setChosen(next);
  };

  const count = chosen === 'matching' ? total : chosen.size;
  const chooseAll = () => setChosen('matching');
  const clear = () => setChosen(none);
  const target: BulkTarget =
    chosen === 'matching' ? { kind: 'matching', query: filterQuery, count: total } : { kind: 'some', ids: [...chosen] };
  const selection: RowSelection<HostRow> = {
    form: selectionFormId,
    name: 'host',
    valueOf: ({ id }) => id,
    labelOf: ({ name }) => `Choose ${name}`,
    isChosen: ({ id }) => chosen === 'matching' || chosen.has(id),
    onToggle,
    all: {
      label: `Choose all ${total.toLocaleString('en')} hosts that match`,
      isChosen: chosen === 'matching',
      isPart: chosen !== 'matching' && chosen.size > 0,
      onToggle: count === 0 ? chooseAll : clear,
    },
  };
  return { selection, target, count, isAll: chosen === 'matching', chooseAll, clear, failed };
}

/** A part of the list from the server. */
export async function loadHostRows(query: string, offset: number, limit: number, signal: AbortSignal): Promise<HostsPage> {
  const choice = { ...Object.fromEntries(new URLSearchParams(query)), offset: String(offset), limit: String(limit) };
  const response = await fetch(paths.hostRows(choice), { signal });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.json();
}
