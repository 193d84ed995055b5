import type { ChangeView, HostState, ResponseHour, SpanView } from '#lib/checks/read/views.ts';
import type { ExportColumn } from '#lib/export/table.ts';
import { type HistoryRange, historyWindow, stripSegments } from './strip-geometry.ts';

/** A stretch of equal state within the part of history that is shown; `to` is null while it lasts. */
export type StateRow = { state: HostState; from: string; to: string | null; seconds: number; cause: string | null };

/** The stretches of the state strip, newest first. */
export const stateRows = (spans: readonly SpanView[], range: HistoryRange, now: Date): StateRow[] =>
  stripSegments(spans, historyWindow(range, now), 1)
    .toReversed()
    .map(({ state, from, to, ongoing, cause }) => {
      const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1_000);
      return { state, from, to: ongoing ? null : to, seconds, cause };
    });

/** The hours of the response times within the part of history that is shown, newest first; none are joined. */
export const responseRows = (hours: readonly ResponseHour[], range: HistoryRange, now: Date): ResponseHour[] => {
  const hourMs = 3_600_000;
  const firstMs = Math.floor(historyWindow(range, now).from.getTime() / hourMs) * hourMs;
  return hours.filter(({ hour }) => Date.parse(hour) >= firstMs).toReversed();
};

/** Columns of the changes of a door and its host as a file. */
export const changeColumns: readonly ExportColumn<ChangeView>[] = [
  { id: 'at', value: ({ at }) => at },
  { id: 'kind', value: ({ kind }) => kind },
  { id: 'before', value: ({ before }) => before },
  { id: 'after', value: ({ after }) => after },
];

/** Columns of the state strip as a file. */
export const stateColumns: readonly ExportColumn<StateRow>[] = [
  { id: 'state', value: ({ state }) => state },
  { id: 'from', value: ({ from }) => from },
  { id: 'to', value: ({ to }) => to },
  { id: 'seconds', value: ({ seconds }) => seconds },
  { id: 'cause', value: ({ cause }) => cause },
];

/** Columns of the response times as a file. */
export const responseColumns: readonly ExportColumn<ResponseHour>[] = [
  { id: 'hour', value: ({ hour }) => hour },
  { id: 'checks', value: ({ checks }) => checks },
  { id: 'p50Ms', value: ({ p50Ms }) => p50Ms },
  { id: 'p95Ms', value: ({ p95Ms }) => p95Ms },
];
