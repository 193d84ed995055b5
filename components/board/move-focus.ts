/** Where something stands on the screen, in pixels. */
export type Place = { left: number; top: number };

/**
 * The index to move to from `index` on a key: left and right by one, up and down to the nearest in the next row, Home and End to the
 * ends. Null when the key does not move, or there is nowhere to go.
 */
export function nextIndex(key: string, places: readonly Place[], index: number): number | null {
  const here = places[index];
  if (!here) return null;
  const last = places.length - 1;
  switch (key) {
    case 'ArrowRight':
      return index < last ? index + 1 : null;
    case 'ArrowLeft':
      return index > 0 ? index - 1 : null;
    case 'Home':
      return index === 0 ? null : 0;
    case 'End':
      return index === last ? null : last;
    case 'ArrowDown':
      return nearestInRow(places, here, (top) => top > here.top, Math.min);
    case 'ArrowUp':
      return nearestInRow(places, here, (top) => top < here.top, Math.max);
    default:
      return null;
  }
}

function nearestInRow(
  places: readonly Place[],
  here: Place,
  isBeyond: (top: number) => boolean,
  nearest: (...tops: number[]) => number,
): number | null {
  const tops = places.map(({ top }) => top).filter(isBeyond);
  if (tops.length === 0) return null;
  const row = nearest(...tops);
  return places.reduce<number | null>((best, place, index) => {
    if (place.top !== row) return best;
    const known = best === null ? undefined : places[best];
    return known && Math.abs(known.left - here.left) <= Math.abs(place.left - here.left) ? best : index;
  }, null);
}
