'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useLiveMessages } from '#components/live/use-live.ts';
import type { BoardView } from '#lib/checks/read/views.ts';
import type { BoardState } from './board-state.ts';
import { createBoardStore } from './board-store.ts';
import { boardTitle } from './sentence.ts';
import { countStates } from './tally.ts';

/** The board, kept current: patched by the page's connection, its title with it. */
export function useBoard(view: BoardView): { state: BoardState; counts: BoardView['counts'] } {
  const [store] = useState(() => createBoardStore(view));
  const [revision] = useState(view.revision);
  const state = useSyncExternalStore(store.subscribe, store.read, store.read);
  useLiveMessages(store.receive, revision);
  useEffect(() => store.adopt(view), [store, view]);

  const counts = useMemo(() => countStates([...state.hosts.values()]), [state.hosts]);
  useEffect(() => {
    document.title = `${boardTitle(counts)} · Port636`;
  }, [counts]);
  return { state, counts };
}
