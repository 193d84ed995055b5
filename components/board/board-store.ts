import type { LiveMessage } from '#components/live/use-live.ts';
import type { BoardView } from '#lib/checks/read/views.ts';
import { type BoardState, boardStateOf, patchBoard } from './board-state.ts';

/** Holds the board of one page, tells those who look at it when it changed. */
export type BoardStore = {
  subscribe: (listener: () => void) => () => void;
  read: () => BoardState;
  /** Takes what the page's connection says. */
  receive: (message: LiveMessage) => void;
  /** Takes the server's newer rendering of the page; an older one is passed over. */
  adopt: (view: BoardView) => void;
};

export function createBoardStore(view: BoardView): BoardStore {
  let state = boardStateOf(view);
  const listeners = new Set<() => void>();
  const set = (next: BoardState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: () => state,
    receive: (message) => {
      if (message.kind === 'changes') set(patchBoard(state, message.changes));
      if (message.kind === 'status') set({ ...state, connection: { status: message.status, retryInMs: message.retryInMs } });
    },
    adopt: (newer) => {
      if (Date.parse(newer.generatedAt) > Date.parse(state.generatedAt)) set(boardStateOf(newer, state.connection));
    },
  };
}
