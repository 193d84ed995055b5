import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ipAddressBytes, ipAddressText, normalizeIpAddress } from './ip-address.ts';

describe('IP addresses', () => {
  it('come back from their text', () => {
    const bytes = fc.oneof(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.uint8Array({ minLength: 16, maxLength: 16 }));
    fc.assert(
      fc.property(bytes, (address) => {
        expect(ipAddressBytes(ipAddressText(address) ?? '')).toEqual(address);
      }),
    );
  });

  it('are spelled as URLs spell them', () => {
    const word = fc.oneof({ weight: 3, arbitrary: fc.constant('0') }, fc.stringMatching(/^[0-9a-f]{1,4}$/));
    fc.assert(
      fc.property(fc.array(word, { minLength: 8, maxLength: 8 }), (words) => {
        const text = words.join(':');
        expect(`[${normalizeIpAddress(text)}]`).toBe(new URL(`http://[${text}]/`).hostname);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['::ffff:192.0.2.1', '::ffff:c000:201'],
    ['FE80::1%eth0', 'fe80::1'],
    ['127.0.0.1', '127.0.0.1'],
  ])('%s is %s', (text, expected) => {
    expect(normalizeIpAddress(text)).toBe(expected);
  });

  it.each(['', 'dc1', '127.1', '1.2.3.4.5', '1:2:3', 'fe80::1::2', '256.0.0.1'])('%s is none', (text) => {
    expect(normalizeIpAddress(text)).toBeNull();
  });
});
