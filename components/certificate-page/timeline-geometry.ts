import type { ServedSpan } from '#lib/certificates/details/views.ts';

/** A stretch of a lane, in per cent of the whole width. */
export type LaneBar = { from: string; left: number; width: number; ongoing: boolean };

/** One endpoint as one location saw it. */
export type Lane = { host: string; port: number; location: string; isServing: boolean; bars: LaneBar[] };

/** A stretch is at least this wide, so that it can be seen. */
const leastWidth = 0.8;

/**
 * The stretches by endpoint and location, in the order given, over the time from the first of them to `now`. A stretch that began
 * after `now`, as clocks differ, is drawn at its end.
 */
export function timelineLanes(spans: readonly ServedSpan[], now: Date): { from: string; lanes: Lane[] } | null {
  const [first] = spans.map(({ from }) => from).sort();
  if (first === undefined) return null;
  const start = Math.min(Date.parse(first), now.getTime());
  const length = Math.max(1, now.getTime() - start);
  const place = (at: string | null): number => (at === null ? 100 : Math.min(100, Math.max(0, ((Date.parse(at) - start) / length) * 100)));
  const barOf = ({ from, to }: ServedSpan): LaneBar => {
    const width = Math.max(leastWidth, place(to) - place(from));
    return { from, left: Math.min(place(from), 100 - width), width, ongoing: to === null };
  };
  const groups = Map.groupBy(spans, ({ host, port, location }) => JSON.stringify([host, port, location]));
  const lanes = [...groups.values()].flatMap((group): Lane[] => {
    const [any] = group;
    if (any === undefined) return [];
    const { host, port, location } = any;
    return [{ host, port, location, isServing: group.some(({ to }) => to === null), bars: group.map(barOf) }];
  });
  return { from: first, lanes };
}
