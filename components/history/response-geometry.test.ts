import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linePath, niceCeiling, responsePoints } from './response-geometry.ts';
import { historyWindow } from './strip-geometry.ts';

const now = new Date('2026-11-20T12:30:00.000Z');

test('every hour of the window has a point, unmeasured ones without values', () => {
  const points = responsePoints([{ hour: '2026-11-20T10:00:00.000Z', checks: 12, p50Ms: 20, p95Ms: 80 }], historyWindow('24h', now), 100);
  expect(points).toHaveLength(25);
  expect(points.filter((point) => point.p50Ms !== null)).toEqual([{ from: '2026-11-20T10:00:00.000Z', checks: 12, p50Ms: 20, p95Ms: 80 }]);
});

test('joined hours keep the worst p95 and weigh the p50 by checks', () => {
  const hours = [
    { hour: '2026-11-13T12:00:00.000Z', checks: 3, p50Ms: 10, p95Ms: 900 },
    { hour: '2026-11-13T13:00:00.000Z', checks: 1, p50Ms: 50, p95Ms: 60 },
  ];
  const points = responsePoints(hours, historyWindow('7d', now), 90);
  expect(points.length).toBeLessThanOrEqual(90);
  expect(points[0]).toMatchObject({ checks: 4, p50Ms: 20, p95Ms: 900 });
});

test('the line breaks where nothing was measured', () => {
  expect(linePath([0, 10, null, 5], 10, 300, 100)).toBe('M0.0 100.0L100.0 0.0M300.0 50.0h-6');
});

test('the ceiling is no less than the value and under ten times it', () => {
  fc.assert(
    fc.property(fc.double({ min: 1.001, max: 1e6, noNaN: true }), (value) => {
      expect(niceCeiling(value)).toBeGreaterThanOrEqual(value);
      expect(niceCeiling(value)).toBeLessThan(value * 10);
    }),
  );
});
