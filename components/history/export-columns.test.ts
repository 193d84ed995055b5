import { expect, it } from 'vitest';
import type { SpanView } from '#lib/checks/read/views.ts';
import { responseRows, stateRows } from './export-columns.ts';

const now = new Date('2026-03-01T12:20:00Z');
const span = (from: string, to: string | null, state: SpanView['state']): SpanView => ({ from, to, state, cause: null });

it('has the states of the stretch that is shown, newest first and cut at its edge', () => {
  const spans = [span('2026-02-27T00:00:00Z', '2026-03-01T11:20:00Z', 'healthy'), span('2026-03-01T11:20:00Z', null, 'critical')];
  const last = { state: 'critical', from: '2026-03-01T11:20:00.000Z', to: null, seconds: 3_600, cause: null };
  expect(stateRows(spans, '24h', now)).toEqual([
    last,
    { state: 'healthy', from: '2026-02-28T12:20:00.000Z', to: '2026-03-01T11:20:00.000Z', seconds: 23 * 3_600, cause: null },
  ]);
  expect(stateRows(spans, '7d', now)).toMatchObject([last, { from: '2026-02-27T00:00:00.000Z' }]);
});

it('has each hour of that stretch that was measured, newest first', () => {
  const hour = (text: string) => ({ hour: text, checks: 12, p50Ms: 5, p95Ms: 9 });
  const hours = ['2026-02-28T11:00:00.000Z', '2026-02-28T12:00:00.000Z', '2026-03-01T12:00:00.000Z'].map(hour);
  expect(responseRows(hours, '24h', now).map((one) => one.hour)).toEqual(['2026-03-01T12:00:00.000Z', '2026-02-28T12:00:00.000Z']);
  expect(responseRows(hours, '7d', now)).toHaveLength(3);
});
