import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChosenDay } from './chosen-day.ts';
import { addDays, dayIn, isDay, longDayWords, offeredDays } from './days.ts';

const anyDay = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('the days that are offered', () => {
  it('are the ends of this month, this quarter and the next, and 30 and 90 days from today', () => {
    expect(offeredDays('2026-11-21')).toEqual([
      { label: 'End of this month', day: '2026-11-30' },
      { label: 'In 30 days', day: '2026-12-21' },
      { label: 'End of this quarter', day: '2026-12-31' },
      { label: 'In 90 days', day: '2027-02-19' },
      { label: 'End of next quarter', day: '2027-03-31' },
    ]);
  });

  it('name the quarter where it ends with the month', () => {
    expect(offeredDays('2028-12-05').map(({ label, day }) => `${label} ${day}`)).toEqual([
      'End of this quarter 2028-12-31',
      'In 30 days 2029-01-04',
      'In 90 days 2029-03-05',
      'End of next quarter 2029-03-31',
    ]);
  });

  it('exist, lie ahead or are today, and come in order', () => {
    fc.assert(
      fc.property(anyDay, (today) => {
        const days = offeredDays(today).map(({ day }) => day);
        expect(days.every((day) => isDay(day) && day >= today && day <= addDays(today, 184))).toBe(true);
        expect(days).toEqual([...new Set(days)].sort());
      }),
    );
  });
});

describe('the day that an address asks for', () => {
  const today = '2026-11-21';
  it('is now when there is none, and a day from today on otherwise', () => {
    expect(parseChosenDay(undefined, today)).toEqual({ status: 'now' });
    expect(parseChosenDay(' ', today)).toEqual({ status: 'now' });
    expect(parseChosenDay(today, today)).toEqual({ status: 'at', day: today });
    expect(parseChosenDay('2027-03-31', today)).toEqual({ status: 'at', day: '2027-03-31' });
  });

  it.each(['2027-02-29', '2027-3-1', 'soon', '31.03.2027', '2027-03-31T00:00', '10000-01-01'])('is refused when it is %s', (text) => {
    expect(parseChosenDay(text, today)).toEqual({
      status: 'refused',
      message: `As of: “${text}” is not a date. Write a date from 2026-11-21 on, such as 2026-12-31.`,
    });
  });

  it('is refused when it is past, with where to look instead, and when it is given twice', () => {
    expect(parseChosenDay('2026-11-20', today)).toMatchObject({ status: 'refused', message: expect.stringContaining('only looks ahead') });
    expect(parseChosenDay(['2027-01-01', '2027-01-02'], today)).toMatchObject({
      status: 'refused',
      message: expect.stringContaining('2 times'),
    });
  });
});

describe('a day in words', () => {
  it('is the one that a calendar in the zone shows', () => {
    expect(dayIn('UTC', new Date('2026-11-21T23:30:00Z'))).toBe('2026-11-21');
    expect(dayIn('Europe/Berlin', new Date('2026-11-21T23:30:00Z'))).toBe('2026-11-22');
    expect(dayIn('America/Los_Angeles', new Date('2026-11-21T01:30:00Z'))).toBe('2026-11-20');
    expect(longDayWords('2027-03-31')).toBe('31 March 2027');
  });
});
