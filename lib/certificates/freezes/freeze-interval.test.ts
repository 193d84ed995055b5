import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freezeInterval, isZoneName, startOfDay } from './freeze-interval.ts';

const iso = (day: string, zone: string): string => startOfDay(day, zone).toISOString();
const hours = (fromDay: string, toDay: string, timeZone: string): number => {
  const { from, to } = freezeInterval({ fromDay, toDay, timeZone });
  return (to.getTime() - from.getTime()) / 3_600_000;
};

/** The date that a calendar in the zone shows, worked out by the platform alone. */
const shownDay = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

describe('the instants of a change freeze', () => {
  it.each([
    ['2026-12-18', 'UTC', '2026-12-18T00:00:00.000Z'],
    ['2026-12-18', 'Europe/Berlin', '2026-12-17T23:00:00.000Z'],
    ['2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00.000Z'],
    ['2026-12-18', 'Pacific/Kiritimati', '2026-12-17T10:00:00.000Z'],
    ['2026-12-18', 'Pacific/Pago_Pago', '2026-12-18T11:00:00.000Z'],
    ['2026-12-18', 'Asia/Kathmandu', '2026-12-17T18:15:00.000Z'],
  ])('%s begins in %s at %s', (day, zone, instant) => expect(iso(day, zone)).toBe(instant));

  it('begins after the leap where the clocks leap over midnight', () => {
    expect(iso('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
    expect(hours('2026-09-06', '2026-09-06', 'America/Santiago')).toBe(23);
  });

  it('begins at the first midnight where it comes twice', () => {
    expect(iso('2026-11-01', 'America/Havana')).toBe('2026-11-01T04:00:00.000Z');
    expect(hours('2026-11-01', '2026-11-01', 'America/Havana')).toBe(25);
  });

  it('gives a day that a zone left out no length', () => expect(hours('2011-12-30', '2011-12-30', 'Pacific/Apia')).toBe(0));

  it('counts the last day in, and the hour that a change of the clocks takes or gives', () => {
    expect(hours('2026-12-18', '2026-12-18', 'Europe/Berlin')).toBe(24);
    expect(hours('2026-03-29', '2026-03-29', 'Europe/Berlin')).toBe(23);
    expect(hours('2026-10-25', '2026-10-25', 'Europe/Berlin')).toBe(25);
    expect(hours('2026-03-01', '2026-11-30', 'Europe/Berlin')).toBe(275 * 24);
    expect(hours('2026-04-05', '2026-04-05', 'Australia/Lord_Howe')).toBe(24.5);
  });

  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => !zone.startsWith('Etc/'));
  const days = fc
    .date({ min: new Date('2012-01-01T00:00:00Z'), max: new Date('2060-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it('turns the date in its zone at exactly that instant', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...zones), (day, zone) => {
        const start = startOfDay(day, zone);
        expect(shownDay(start, zone)).toBe(day);
        expect(shownDay(new Date(start.getTime() - 1), zone) < day).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('joins neighbouring freezes without a gap or an overlap', () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(...zones),
        (day, first, more, timeZone) => {
          const dayAfter = (count: number) => new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
          const whole = freezeInterval({ fromDay: day, toDay: dayAfter(first + more), timeZone });
          const one = freezeInterval({ fromDay: day, toDay: dayAfter(first), timeZone });
          const other = freezeInterval({ fromDay: dayAfter(first + 1), toDay: dayAfter(first + more), timeZone });
          expect([one.from, one.to, other.to]).toEqual([whole.from, other.from, whole.to]);
          expect(one.to > one.from).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('names of zones', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'])('takes %s', (name) => expect(isZoneName(name)).toBe(true));
  it.each(['', '+01:00', 'Berlin', 'Europe/Nowhere', '../etc'])('refuses %j', (name) => expect(isZoneName(name)).toBe(false));
});
