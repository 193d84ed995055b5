import { describe, expect, it } from 'vitest';
import { checkbox, intervalSeconds, optionalIntervalSeconds, port, site } from './input.ts';

describe('input from a form', () => {
  it.each(['30', '86400', 300])('takes an interval of %s seconds', (given) => {
    expect(intervalSeconds.parse(given)).toBe(Number(given));
  });
  it.each(['29', '86401', '', '1.5', 'often'])('refuses an interval of %j in words that name the bounds', (given) => {
    expect(intervalSeconds.safeParse(given).error?.issues[0]?.message).toBe('Checks can be 30 seconds to 24 hours (86400 seconds) apart.');
  });
  it('leaves an interval that is not given to the installation', () => {
    expect([optionalIntervalSeconds.parse(''), optionalIntervalSeconds.parse(undefined), optionalIntervalSeconds.parse('60')]).toEqual([
      undefined,
      undefined,
      60,
    ]);
    expect(optionalIntervalSeconds.safeParse('5').error?.issues[0]?.message).toContain('30 seconds');
  });
  it.each(['0', '65536', '', 'ldaps'])('refuses %j as a port', (given) => {
    expect(port.safeParse(given).error?.issues[0]?.message).toBe('A port is a whole number from 1 to 65535.');
  });
  it.each([
    ['on', true],
    ['true', true],
    [true, true],
    ['', false],
    ['off', false],
    [undefined, false],
    [false, false],
  ])('reads a checkbox of %j as %s', (given, value) => {
    expect(checkbox.parse(given)).toBe(value);
  });
  it('trims a site and refuses control characters', () => {
    expect(site.parse('  FRA-1 ')).toBe('FRA-1');
    expect(site.safeParse('FRA\u00001').success).toBe(false);
  });
});
