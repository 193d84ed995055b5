'use client';

import { type FocusEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { StateBadge } from '#components/status/state-badge.tsx';
import type { BoardHost } from '#lib/checks/read/views.ts';
import type { Ahead } from './ahead.ts';
import { acceptedWords, ageWords, expiryWords, forWords } from './host-words.ts';

const checkedWords = ({ checkedAt }: BoardHost, now: Date): string =>
  checkedAt === null ? 'not checked yet' : `checked ${ageWords(checkedAt, now)} ago`;

const delayMs = 150;
const widthPx = 320;
const roomPx = 210;

type Place = { name: string; left: number; top: number | null; bottom: number | null };

/** A card beside what is hovered or focused: below it, or above it where there is no room. */
function placeOf(tile: HTMLElement): Place {
  const { left, top, bottom } = tile.getBoundingClientRect();
  const below = bottom + roomPx < innerHeight;
  return {
    name: tile.dataset.host ?? '',
    left: Math.max(8, Math.min(left, innerWidth - widthPx - 8)),
    top: below ? bottom + 4 : null,
    bottom: below ? null : innerHeight - top + 4,
  };
}

function useHostCard() {
  const [place, setPlace] = useState<Place | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const soon = (next: () => Place | null) => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => setPlace(next()), delayMs);
  };
  const tileOf = (target: EventTarget) => (target instanceof Element ? target.closest<HTMLElement>('[data-host]') : null);

  useEffect(() => {
    const close = () => {
      if (timer.current !== null) clearTimeout(timer.current);
      setPlace(null);
    };
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close();
    document.addEventListener('keydown', onKey);
    document.addEventListener('scroll', close, true);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('scroll', close, true);
      close();
    };
  }, []);

  return {
    place,
    handlers: {
      onPointerOut: () => soon(() => null),
      onPointerOver: (event: PointerEvent) => {
        // Where a tile moved under a mouse that rests, nobody asked for its card.
        if (event.movementX === 0 && event.movementY === 0) return;
        const tile = event.pointerType === 'mouse' ? tileOf(event.target) : null;
        soon(() => (tile?.isConnected ? placeOf(tile) : null));
      },
      onFocus: (event: FocusEvent) => {
        const tile = tileOf(event.target);
        // A tile that says all of it already needs no card, which would lie over the next tile.
        if (tile?.matches(':focus-visible') && !tile.dataset.full) soon(() => (tile.isConnected ? placeOf(tile) : null));
      },
      onBlur: () => soon(() => null),
    },
    /** For the card itself. */
    cardHandlers: {
      onPointerEnter: () => timer.current !== null && clearTimeout(timer.current),
      onPointerLeave: () => soon(() => null),
    },
  };
}

type LayerProps = { hosts: ReadonlyMap<string, BoardHost>; now: Date; ahead: Ahead | null; children: ReactNode };

/**
 * Shows a card for the host under the mouse or the keyboard's focus, of those among the children, and lets the mouse rest on it
 * (WCAG 1.4.13).
 */
export function HostCardLayer({ hosts, now, ahead, children }: LayerProps) {
  const { place, handlers, cardHandlers } = useHostCard();
  const host = place === null ? undefined : hosts.get(place.name);
  return (
    <>
      <div {...handlers}>{children}</div>
      {place !== null && host && <HostCard host={host} place={place} now={now} ahead={ahead} handlers={cardHandlers} />}
    </>
  );
}

type Props = { host: BoardHost; place: Place; now: Date; ahead: Ahead | null; handlers: ReturnType<typeof useHostCard>['cardHandlers'] };

/** What a tile stands for. Assistive technology has the same in the tile's name. */
function HostCard({ host, place, now, ahead, handlers }: Props) {
  const { left, top, bottom } = place;
  return (
    <div
      aria-hidden="true"
      {...handlers}
      style={{ left, top: top ?? undefined, bottom: bottom ?? undefined, width: widthPx }}
      className="fixed z-30 rounded-lg border border-line-strong bg-surface p-3 text-ink shadow-lg"
    >
      <p className="font-medium font-mono text-xs wrap-anywhere">{host.name}</p>
      <p className="mt-1.5">
        <StateBadge state={host.state} detail={forWords(host, now)} />
      </p>
      {host.cause && <p className="mt-1.5 font-medium">{host.cause.title}</p>}
      {host.summary && <p className="mt-0.5 line-clamp-3 text-muted">{host.summary}</p>}
      <p className="mt-1.5 text-muted text-xs">
        {[host.site, acceptedWords(host), expiryWords(host, now), ahead === null ? checkedWords(host, now) : '']
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  );
}
