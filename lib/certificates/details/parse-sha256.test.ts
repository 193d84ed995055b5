import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseSha256 } from './parse-sha256.ts';

const digits = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));

it('takes a fingerprint as OpenSSL, Windows and browsers write it', () => {
  fc.assert(
    fc.property(digits, (plain) => {
      const pairs = plain.match(/../g) ?? [];
      for (const spelling of [
        plain,
        plain.toUpperCase(),
        pairs.join(':'),
        pairs.join(' '),
        pairs.join('-').toUpperCase(),
        `\u200e${pairs.join(' ')}`,
        ` sha256 Fingerprint=${pairs.join(':').toUpperCase()}\n`,
        `SHA-256: ${plain}`,
      ])
        expect(parseSha256(spelling)).toBe(plain);
    }),
  );
});

it('refuses what is no SHA-256', () => {
  for (const text of ['', 'dc01', 'a'.repeat(40), 'a'.repeat(63), 'a'.repeat(65), 'g'.repeat(64)]) expect(parseSha256(text)).toBeNull();
});
