import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timelineLanes } from './timeline-geometry.ts';

const now = new Date('2026-03-01T00:00:00Z');
const span = (host: string, from: string, to: string | null) => ({ host, port: 636, location: 'here', isLeaf: true, from, to });

test('draws one lane for each endpoint, over the time since the first stretch', () => {
  const spans = [
    span('a', '2026-02-19T00:00:00Z', null),
    span('b', '2026-02-09T00:00:00Z', '2026-02-14T00:00:00Z'),
    span('a', '2026-02-09T00:00:00Z', '2026-02-11T00:00:00Z'),
  ];
  expect(timelineLanes(spans, now)).toEqual({
    from: '2026-02-09T00:00:00Z',
    lanes: [
      {
        ...{ host: 'a', port: 636, location: 'here', isServing: true },
        bars: [
          { from: '2026-02-19T00:00:00Z', left: 50, width: 50, ongoing: true },
          { from: '2026-02-09T00:00:00Z', left: 0, width: 10, ongoing: false },
        ],
      },
      {
        host: 'b',
        port: 636,
        location: 'here',
        isServing: false,
        bars: [{ from: '2026-02-09T00:00:00Z', left: 0, width: 25, ongoing: false }],
      },
    ],
  });
});

test('has nothing to draw without a stretch', () => {
  expect(timelineLanes([], now)).toBeNull();
});

test('keeps every bar inside the picture and wide enough to be seen, whatever the clocks say', () => {
  const time = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b'), time, fc.option(time)), { minLength: 1 }), (drawn) => {
      const lanes =
        timelineLanes(
          drawn.map(([host, from, to]) => span(host, from, to)),
          now,
        )?.lanes ?? [];
      for (const { left, width } of lanes.flatMap(({ bars }) => bars)) {
        expect(width).toBeGreaterThanOrEqual(0.8);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + width).toBeLessThanOrEqual(100.000001);
      }
    }),
  );
});
