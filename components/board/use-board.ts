'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useLiveMessages } from '#components/live/use-live.ts';
import type { BoardView } from '#lib/checks/read/views.ts';
import type { Ahead } from './ahead.ts';
import type { BoardState } from './board-state.ts';
import { createBoardStore } from './board-store.ts';
import { boardTitle } from './sentence.ts';
import { countStates } from './tally.ts';

/** The board, its title with it. Patched by the page's connection and so kept current, unless it shows a later day. */
export function useBoard(view: BoardView, ahead: Ahead | null): { state: BoardState; counts: BoardView['counts'] } {
  const [store] = useState(() => createBoardStore(view));
  const [revision] = useState(view.revision);
  const state = useSyncExternalStore(store.subscribe, store.read, store.read);
  useLiveMessages(ahead === null ? store.receive : null, revision);
  useEffect(() => store.adopt(view), [store, view]);

  const counts = useMemo(() => countStates([...state.hosts.values()]), [state.hosts]);
  useEffect(() => {
    document.title = `${boardTitle(counts, ahead)} · Port636`;
  }, [counts, ahead]);
  return { state, counts };
}
