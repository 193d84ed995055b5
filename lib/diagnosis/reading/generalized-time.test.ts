import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGeneralizedTime } from './generalized-time.ts';

const iso = (text: string) => parseGeneralizedTime(text)?.toISOString() ?? null;
const pad = (value: number, width = 2) => String(value).padStart(width, '0');
const dates = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true });

describe('parseGeneralizedTime', () => {
  it("reads the rootDSE's form", () => {
    expect(iso('20261121093012.0Z')).toBe('2026-11-21T09:30:12.000Z');
    expect(iso('20261121093012Z')).toBe('2026-11-21T09:30:12.000Z');
  });

  it('gives a fraction to the last unit that is written', () => {
    expect(iso('20261121093012.25Z')).toBe('2026-11-21T09:30:12.250Z');
    expect(iso('202611210930,5Z')).toBe('2026-11-21T09:30:30.000Z');
    expect(iso('2026112109.5Z')).toBe('2026-11-21T09:30:00.000Z');
  });

  it('takes the zone into account', () => {
    expect(iso('20261121093012+0130')).toBe('2026-11-21T08:00:12.000Z');
    expect(iso('20261121093012-05')).toBe('2026-11-21T14:30:12.000Z');
  });

  it('lets a leap second end on the next minute', () => {
    expect(iso('20161231235960Z')).toBe('2017-01-01T00:00:00.000Z');
  });

  it.each([
    '',
    '20261121',
    '20261121093012',
    '20261321093012Z',
    '20260231093012Z',
    '20261121243012Z',
    '20261121096012Z',
    '20261121093061Z',
    '20261121093012+2500',
    '20261121093012.Z',
    '2026-11-21T09:30:12Z',
    ' 20261121093012Z',
  ])('refuses %j', (text) => {
    expect(parseGeneralizedTime(text)).toBeNull();
  });

  it('reads back every time that is written with milliseconds, in any zone', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -23 * 60, max: 23 * 60 }), (date, offsetMinutes) => {
        const local = new Date(date.getTime() + offsetMinutes * 60_000);
        fc.pre(local.getUTCFullYear() >= 0 && local.getUTCFullYear() <= 9999);
        const zone = `${offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offsetMinutes) / 60))}${pad(Math.abs(offsetMinutes) % 60)}`;
        const day = `${pad(local.getUTCFullYear(), 4)}${pad(local.getUTCMonth() + 1)}${pad(local.getUTCDate())}`;
        const time = `${pad(local.getUTCHours())}${pad(local.getUTCMinutes())}${pad(local.getUTCSeconds())}`;
        const text = `${day}${time}.${pad(local.getUTCMilliseconds(), 3)}${zone}`;
        const parsed = parseGeneralizedTime(text);
        expect(Math.abs((parsed?.getTime() ?? Number.NaN) - date.getTime())).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never throws, whatever the server sends', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9.,Z+-]{0,30}$/)), (text) => {
        const parsed = parseGeneralizedTime(text);
        expect(parsed === null || !Number.isNaN(parsed.getTime())).toBe(true);
      }),
    );
  });
});
