import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lifetimeState, lifetimeWords } from './lifetime.ts';
import { certificatePem, fingerprintWords } from './pem.ts';

const from = '2026-01-01T00:00:00.000Z';
const to = '2026-12-31T00:00:00.000Z';

test('the last moment of a certificate is still valid, the next is not', () => {
  expect(lifetimeState(from, to, new Date(to))).toBe('valid');
  expect(lifetimeState(from, to, new Date(Date.parse(to) + 1))).toBe('expired');
  expect(lifetimeState(from, to, new Date(Date.parse(from) - 1))).toBe('not-yet-valid');
  expect(lifetimeState(null, to, new Date(to))).toBe('unknown');
});

test('counts in hours below 48 hours and in days above', () => {
  expect(lifetimeWords(from, to, new Date('2026-12-29T12:00:00Z'))).toBe('36 hours left');
  expect(lifetimeWords(from, to, new Date('2026-12-01T00:00:00Z'))).toBe('30 days left');
  expect(lifetimeWords(from, to, new Date('2027-01-10T00:00:00Z'))).toBe('expired 10 days ago');
  expect(lifetimeWords(from, to, new Date('2025-12-31T23:30:00Z'))).toBe('valid in 1 hour');
});

test('PEM lines are 64 characters long at most and hold the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
      const base64 = Buffer.from(bytes).toString('base64');
      const lines = certificatePem(base64).trim().split('\n').slice(1, -1);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(64);
      expect(lines.join('')).toBe(base64);
    }),
  );
});

test('fingerprints are written as upper-case pairs', () => {
  expect(fingerprintWords('00ffa1')).toBe('00:FF:A1');
});
