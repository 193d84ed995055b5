'use client';

/** Where a week stands under the pointer, and where it leads; `x` and `width` in per cent of the whole width. */
export type WeekLink = { href: string; title: string; x: string; width: string; isChosen: boolean };

/** The weeks as links for pointers, drawn from plain values by the browser too: as elements they would be sent twice over. */
export function WeekLinks({ weeks, heightPx }: { weeks: readonly WeekLink[]; heightPx: number }) {
  return weeks.map(({ href, title, x, width, isChosen }) => (
    <a key={x} href={href} tabIndex={-1} data-chosen={isChosen || undefined}>
      <title>{title}</title>
      <rect x={x} width={width} height={heightPx} />
    </a>
  ));
}
