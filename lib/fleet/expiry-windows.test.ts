import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DAY_MS, expiryThresholds, judgeExpiry, windowWords } from '../diagnosis/expiry.ts';
import { defaultExpiryWindows } from '../diagnosis/rule.ts';
import { checkWindows, readWindows, windowFields, windowsInForce, windowsOf } from './expiry-windows.ts';

const form = z.strictObject(windowFields).superRefine(checkWindows);
const faultsOf = (input: unknown) => form.safeParse(input).error?.issues.map(({ path, message }) => [path.join('.'), message]);
const usual = { warningDays: '30', warningShare: '20', criticalDays: '7', criticalShare: '5' };
const nothing = { warningDays: '', warningShare: '', criticalDays: '', criticalShare: '' };

describe('windows of expiry as a form gives them', () => {
  it('are days, and per cent of the lifetime', () => {
    expect(windowsOf(form.parse(usual))).toEqual(defaultExpiryWindows);
    expect(windowsOf(form.parse({ ...usual, warningShare: '33.3' }))?.warningShare).toBe(0.333);
  });

  it('are inherited where all four are empty', () => expect(windowsOf(form.parse(nothing))).toBeNull());

  it.each([
    ['criticalDays', { criticalDays: '31' }, /at most 30 days, and this is 31/],
    ['criticalShare', { criticalShare: '20.5' }, /at most 20 per cent, and this is 20.5/],
    ['criticalShare', { criticalShare: '' }, /all four/],
    ['warningDays', { warningDays: '0' }, /1 to 3650/],
    ['warningDays', { warningDays: '3651' }, /1 to 3650/],
    ['warningDays', { warningDays: '12.5' }, /1 to 3650/],
    ['warningShare', { warningShare: '101' }, /0.1 to 100/],
    ['warningShare', { warningShare: 'a fifth' }, /0.1 to 100/],
  ])('name %s at fault in %j', (field, fault, message) => {
    expect(faultsOf({ ...usual, ...fault })).toContainEqual([field, expect.stringMatching(message)]);
  });

  it('survive the form and the database as they were given', () => {
    const windows = fc
      .record({
        days: fc.integer({ min: 1, max: 3_650 }),
        more: fc.nat(300),
        permille: fc.integer({ min: 1, max: 1_000 }),
        further: fc.nat(900),
      })
      .map(({ days, more, permille, further }) => ({
        warningDays: Math.min(3_650, days + more),
        warningShare: Math.min(1_000, permille + further) / 10,
        criticalDays: days,
        criticalShare: permille / 10,
      }));
    fc.assert(
      fc.property(windows, (given) => {
        const kept = windowsOf(form.parse(given));
        expect(readWindows(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
        expect(windowWords(kept)).toContain(` or ${given.warningShare} %, `);
      }),
    );
  });

  it('turn a certificate of any lifetime critical after it warned, and never warn at its beginning', () => {
    const share = fc.integer({ min: 1, max: 900 }).map((permille) => permille / 10);
    const windows = fc
      .tuple(fc.integer({ min: 1, max: 3_650 }), fc.integer({ min: 1, max: 3_650 }), share, share)
      .map(([oneDays, otherDays, oneShare, otherShare]) =>
        windowsOf({
          warningDays: Math.max(oneDays, otherDays),
          warningShare: Math.max(oneShare, otherShare),
          criticalDays: Math.min(oneDays, otherDays),
          criticalShare: Math.min(oneShare, otherShare),
        }),
      );
    fc.assert(
      fc.property(windows, fc.integer({ min: 1, max: 3_650 }), (given, lifetimeDays) => {
        if (given === null) throw new Error('all four were given');
        const validity = { notBefore: new Date(0), notAfter: new Date(lifetimeDays * DAY_MS) };
        const { warningDays, criticalDays } = expiryThresholds(validity, given);
        expect(criticalDays).toBeLessThanOrEqual(warningDays);
        expect(warningDays).toBeLessThan(lifetimeDays);
        expect(judgeExpiry(validity, given, validity.notBefore).level).toBe('distant');
        expect(judgeExpiry(validity, given, validity.notAfter).level).toBe('critical');
      }),
    );
  });

  it('judge 47-day and 2-year certificates sensibly unless told otherwise', () => {
    const at = (days: number) => expiryThresholds({ notBefore: new Date(0), notAfter: new Date(days * DAY_MS) }, defaultExpiryWindows);
    expect(at(730)).toEqual({ warningDays: 30, criticalDays: 7 });
    expect(at(47).warningDays).toBeCloseTo(9.4);
    expect(at(47).criticalDays).toBeCloseTo(2.35);
  });
});

describe('windows in force', () => {
  const of = (warningDays: number) => ({ ...defaultExpiryWindows, warningDays });
  it('are those of the host, else of its domain, else of the installation, else the usual', () => {
    const [host, domain, installation] = [of(14), of(15), of(16)];
    expect(windowsInForce({ host, domain, installation })).toEqual({ windows: host, from: 'host' });
    expect(windowsInForce({ host: null, domain, installation })).toEqual({ windows: domain, from: 'domain' });
    expect(windowsInForce({ host: null, domain: undefined, installation })).toEqual({ windows: installation, from: 'installation' });
    expect(windowsInForce({})).toEqual({ windows: defaultExpiryWindows, from: 'usual' });
  });
  it('leave out what cannot be read', () => {
    expect(windowsInForce({ host: { warningDays: 3 }, domain: 'soon' })).toEqual({ windows: defaultExpiryWindows, from: 'usual' });
  });
});
