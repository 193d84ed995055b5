'use client';

import { type KeyboardEvent, type RefObject, useRef } from 'react';
import { useSingleKeys } from '#components/shell/use-single-keys.ts';

/** Keys of the list of hosts: j and k go to the next and previous one that needs attention, Space peeks at the focused one. */
export function useBoardKeys(onPeek: (name: string) => void): {
  list: RefObject<HTMLElement | null>;
  onKeyDown: (event: KeyboardEvent) => void;
} {
  const list = useRef<HTMLElement>(null);
  const step = (by: 1 | -1) => {
    const tiles = [...(list.current?.querySelectorAll<HTMLElement>('[data-attention]') ?? [])];
    const focused = document.activeElement;
    const index = tiles.findIndex((tile) => tile.contains(focused));
    if (index !== -1) return tiles[index + by]?.focus();
    const place = (tile: HTMLElement) => (focused ? tile.compareDocumentPosition(focused) : 0);
    const after = tiles.find((tile) => place(tile) & Node.DOCUMENT_POSITION_PRECEDING);
    const before = tiles.findLast((tile) => place(tile) & Node.DOCUMENT_POSITION_FOLLOWING);
    (list.current?.contains(focused) ? (by === 1 ? after : before) : tiles[0])?.focus();
  };
  useSingleKeys({ j: () => step(1), k: () => step(-1) });
  const onKeyDown = (event: KeyboardEvent) => {
    const name = event.target instanceof HTMLElement ? event.target.dataset.host : undefined;
    if (event.key !== ' ' || name === undefined) return;
    event.preventDefault();
    onPeek(name);
  };
  return { list, onKeyDown };
}
