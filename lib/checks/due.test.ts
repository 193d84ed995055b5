import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextSlot, phaseMs } from './due.ts';

const interval = fc.integer({ min: 30, max: 86_400 });
const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

describe('the next slot of an endpoint', () => {
  it('is later than the moment asked about and never further away than one interval', () => {
    fc.assert(
      fc.property(fc.uuid(), interval, moment, (id, seconds, after) => {
        const wait = nextSlot(id, seconds, after).getTime() - after.getTime();
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(seconds * 1_000);
      }),
    );
  });

  it('follows the slot before it by exactly one interval', () => {
    fc.assert(
      fc.property(fc.uuid(), interval, moment, (id, seconds, after) => {
        const first = nextSlot(id, seconds, after);
        expect(nextSlot(id, seconds, first).getTime() - first.getTime()).toBe(seconds * 1_000);
      }),
    );
  });

  it('is the same for whoever asks at any moment of the same interval', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        interval,
        moment,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (id, seconds, after, part) => {
          const slot = nextSlot(id, seconds, after);
          const later = new Date(after.getTime() + Math.floor((slot.getTime() - after.getTime()) * part));
          expect(nextSlot(id, seconds, later)).toEqual(slot);
        },
      ),
    );
  });
});

describe('the phases of a fleet', () => {
  it('spread ten thousand endpoints over five minutes so that no second gets more than twice its share', () => {
    const perSecond = new Map<number, number>();
    for (let index = 0; index < 10_000; index++) {
      const second = Math.floor(phaseMs(`endpoint-${index}`, 300) / 1_000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    }
    expect(perSecond.size).toBe(300);
    expect(Math.max(...perSecond.values())).toBeLessThan(67);
  });

  it('lie within the interval', () => {
    fc.assert(
      fc.property(fc.string(), interval, (id, seconds) => {
        expect(phaseMs(id, seconds)).toBeGreaterThanOrEqual(0);
        expect(phaseMs(id, seconds)).toBeLessThan(seconds * 1_000);
      }),
    );
  });
});
