import { expect, test } from 'vitest';
import { emptyScanWords, oldScanWords } from './scan-state.ts';

const hourMs = 3_600_000;
const generatedAt = '2026-11-21T12:00:00.000Z';
const aged = (hours: number) => ({
  deepScan: { scan: null, at: new Date(Date.parse(generatedAt) - hours * hourMs).toISOString(), running: false },
  paused: null,
  ldapsIntended: true,
  generatedAt,
});
const unscanned = { ...aged(0), deepScan: { scan: null, at: null, running: false } };
const paused = { since: generatedAt, reason: null };

test('a scan is stale once it is older than two days', () => {
  expect(oldScanWords(aged(48))).toBeNull();
  expect(oldScanWords(aged(73))).toBe('Stale: this scan is 3 days old, and one is meant to run daily. It may have changed since.');
  expect(oldScanWords(unscanned)).toBeNull();
});

test('an old scan says why no newer one came', () => {
  expect(oldScanWords({ ...aged(73), paused })).toContain('none runs while the host is paused');
  expect(oldScanWords({ ...aged(73), ldapsIntended: false })).toContain('none runs where LDAPS is not intended');
});

test('where none ran yet, it says whether and when one will', () => {
  expect(emptyScanWords(unscanned)).toContain('Not scanned yet: a deep scan runs daily');
  expect(emptyScanWords({ ...unscanned, paused })).toContain('while the host is paused');
  expect(emptyScanWords({ ...unscanned, ldapsIntended: false })).toContain('LDAPS is not intended');
  expect(emptyScanWords({ ...unscanned, deepScan: { ...unscanned.deepScan, running: true } })).toContain('running now');
});
