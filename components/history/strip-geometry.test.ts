import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SpanView } from '#lib/checks/read/views.ts';
import { historyWindow, parseHistoryRange, stripSegments, stripSentence } from './strip-geometry.ts';

const now = new Date('2026-11-20T12:00:00.000Z');
const window = historyWindow('24h', now);
const span = (from: string, to: string | null, state: SpanView['state'] = 'healthy'): SpanView => ({ from, to, state, cause: null });

test('clips to the window and runs an open span to now', () => {
  const [only] = stripSegments([span('2026-01-01T00:00:00Z', null)], window, 240);
  expect(only).toMatchObject({ x: 0, width: 240, from: window.from.toISOString(), to: now.toISOString(), ongoing: true });
});

test('merges equal neighbours that touch and keeps a gap blank', () => {
  const segments = stripSegments(
    [
      span('2026-11-19T12:00:00Z', '2026-11-19T14:00:00Z'),
      span('2026-11-19T14:00:00Z', '2026-11-19T18:00:00Z'),
      span('2026-11-20T00:00:00Z', '2026-11-20T12:00:00Z'),
    ],
    window,
    240,
  );
  expect(segments.map(({ x, width }) => [x, width])).toEqual([
    [0, 60],
    [120, 120],
  ]);
});

test('does not merge states that differ', () => {
  const segments = stripSegments(
    [span('2026-11-19T12:00:00Z', '2026-11-20T11:00:00Z'), span('2026-11-20T11:00:00Z', null, 'critical')],
    window,
    240,
  );
  expect(segments.map(({ state }) => state)).toEqual(['healthy', 'critical']);
  expect(stripSentence(segments, '24h')).toBe('In the last 24 hours: 23 h healthy, 1 h critical.');
});

test('says so when nothing was recorded', () => {
  expect(stripSentence([], '90d')).toBe('Nothing was recorded in the last 90 days.');
});

test('no segment leaves the drawing or is too narrow to see', () => {
  const minute = fc.integer({ min: -3_000, max: 1_500 });
  fc.assert(
    fc.property(fc.array(fc.tuple(minute, fc.integer({ min: 1, max: 600 })), { maxLength: 30 }), (list) => {
      const spans = list.map(([start, length]) => {
        const from = window.from.getTime() + start * 60_000;
        return span(new Date(from).toISOString(), new Date(from + length * 60_000).toISOString(), 'warning');
      });
      for (const { x, width } of stripSegments(spans, window, 600)) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(width).toBeGreaterThanOrEqual(2);
        expect(x + width).toBeLessThanOrEqual(600.000001);
      }
    }),
  );
});

test('an unknown range in an address means 24 hours', () => {
  expect([parseHistoryRange('7d'), parseHistoryRange('1y'), parseHistoryRange(undefined)]).toEqual(['7d', '24h', '24h']);
});
