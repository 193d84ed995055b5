import { stateWords } from '#components/status/state-words.ts';
import { durationWords } from '#components/time/words.ts';
import type { HostState, SpanView } from '#lib/checks/read/views.ts';

/** The part of history that is drawn. */
export const historyRanges = ['24h', '7d', '90d'] as const;
export type HistoryRange = (typeof historyRanges)[number];
export const rangeWords: Readonly<Record<HistoryRange, string>> = { '24h': '24 hours', '7d': '7 days', '90d': '90 days' };
const hourMs = 3_600_000;
const rangeMs: Readonly<Record<HistoryRange, number>> = { '24h': 24 * hourMs, '7d': 168 * hourMs, '90d': 2160 * hourMs };

/** The range named in an address, 24 hours when it names none. */
export function parseHistoryRange(text: string | undefined): HistoryRange {
  return historyRanges.find((range) => range === text) ?? '24h';
}

export type HistoryWindow = { from: Date; to: Date };

/** The window of a range that ends now. */
export const historyWindow = (range: HistoryRange, now: Date): HistoryWindow => ({
  from: new Date(now.getTime() - rangeMs[range]),
  to: now,
});

/** One run of equal state, clipped to the window; x and width in the units of the drawing. */
export type StripSegment = { state: HostState; from: string; to: string; ongoing: boolean; cause: string | null; x: number; width: number };

const minimumWidth = 2;

/**
 * The spans of a window as segments: oldest first, equal neighbours that touch merged, gaps left blank. Short ones are drawn wide
 * enough to be seen, at the cost of a neighbour.
 */
export function stripSegments(spans: readonly SpanView[], window: HistoryWindow, width: number): StripSegment[] {
  const [start, end] = [window.from.getTime(), window.to.getTime()];
  if (end <= start) return [];
  const clipped = spans
    .map((span) => ({
      span,
      from: Math.max(start, Date.parse(span.from)),
      to: Math.min(end, span.to === null ? end : Date.parse(span.to)),
    }))
    .filter((part) => part.to > part.from)
    .sort((a, b) => a.from - b.from);
  const merged: { state: HostState; from: number; to: number; ongoing: boolean; cause: string | null }[] = [];
  for (const { span, from, to } of clipped) {
    const last = merged.at(-1);
    const cause = span.cause?.title ?? null;
    if (last && last.state === span.state && last.cause === cause && from <= last.to) {
      last.to = Math.max(last.to, to);
      last.ongoing ||= span.to === null;
    } else merged.push({ state: span.state, from, to, ongoing: span.to === null, cause });
  }
  const scale = width / (end - start);
  return merged.map(({ state, from, to, ongoing, cause }) => {
    const drawn = Math.min(width, Math.max((to - from) * scale, minimumWidth));
    return {
      state,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      ongoing,
      cause,
      x: Math.min((from - start) * scale, width - drawn),
      width: drawn,
    };
  });
}

/** Time spent in each state, in milliseconds, most first. */
export function timeByState(segments: readonly StripSegment[]): { state: HostState; ms: number }[] {
  const total = new Map<HostState, number>();
  for (const segment of segments) {
    total.set(segment.state, (total.get(segment.state) ?? 0) + Date.parse(segment.to) - Date.parse(segment.from));
  }
  return [...total].map(([state, ms]) => ({ state, ms })).sort((a, b) => b.ms - a.ms);
}

/** The strip in one sentence. */
export function stripSentence(segments: readonly StripSegment[], range: HistoryRange): string {
  if (segments.length === 0) return `Nothing was recorded in the last ${rangeWords[range]}.`;
  const parts = timeByState(segments).map(
    ({ state, ms }) => `${durationWords(ms)} ${state === 'warning' || state === 'maintenance' ? 'in ' : ''}${stateWords[state]}`,
  );
  return `In the last ${rangeWords[range]}: ${parts.join(', ')}.`;
}
