'use client';

import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react';
import type { BoardHost } from '#lib/checks/read/views.ts';
import { HostTile, type TileLook } from './host-tile.tsx';
import { nextIndex } from './move-focus.ts';

type Props = { hosts: readonly BoardHost[]; look: (host: BoardHost) => TileLook; now: Date; labelledBy: string };

/** The hosts of one site. It is one stop of the tab key; the arrow keys, Home and End move within it. */
export function TileList({ hosts, look, now, labelledBy }: Props) {
  const [active, setActive] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const tabbable = hosts.some(({ name }) => name === active) ? active : hosts[0]?.name;

  const onFocus = (event: FocusEvent) => {
    const name = event.target.closest<HTMLElement>('[data-host]')?.dataset.host;
    if (name !== undefined) setActive(name);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const tiles = [...(list.current?.querySelectorAll<HTMLElement>('[data-host]') ?? [])];
    const index = tiles.findIndex((tile) => tile.contains(document.activeElement));
    const places = tiles.map((tile) => tile.getBoundingClientRect());
    const next = nextIndex(event.key, places, index);
    if (next === null) return;
    event.preventDefault();
    tiles[next]?.focus();
  };
  const [first] = hosts;
  if (!first) return null;
  const byLook = Map.groupBy(hosts, look);
  return (
    <div ref={list} className={look(first) === 'full' ? 'w-full space-y-2' : 'max-w-full space-y-2'}>
      {[...byLook].map(([kind, members]) => (
        <ul key={kind} aria-labelledby={labelledBy} onFocus={onFocus} onKeyDown={onKeyDown} className={lists[kind]}>
          {members.map((host) => (
            <li key={host.name} className="min-w-0">
              <HostTile host={host} now={now} look={kind} tabbable={host.name === tabbable} />
            </li>
          ))}
        </ul>
      ))}
    </div>
  );
}

const lists: Readonly<Record<TileLook, string>> = {
  small: 'flex flex-wrap gap-0.5',
  large: 'flex flex-wrap gap-0.5',
  named: 'flex flex-wrap gap-1.5',
  full: 'grid grid-cols-[repeat(auto-fill,minmax(min(17rem,100%),1fr))] gap-2',
};
