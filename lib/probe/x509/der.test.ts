import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDer, encodeObjectIdentifier } from '../testing/certificate-factory-der.ts';
import { DerFault, derChildren, readCount, readDer, readObjectIdentifier } from './der.ts';

const bytesOf = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

describe('reading DER', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000, size: 'max' }), fc.uint8Array(), (first, second) => {
        const [one, other, ...more] = derChildren(readDer(encodeDer(0x30, encodeDer(0x04, first), encodeDer(0x0c, second))));
        expect([one?.tag, other?.tag, more.length]).toEqual([0x04, 0x0c, 0]);
        expect(Buffer.compare(one?.content ?? bytesOf('00'), first)).toBe(0);
        expect(Buffer.compare(other?.content ?? bytesOf('00'), second)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['nothing', ''],
    ['a tag without length', '30'],
    ['fewer bytes than announced', '300301'],
    ['fewer bytes than announced, by the length of the header', '30030102'],
    ['an indefinite length', '3080010100000000'],
    ['a length in more bytes than needed', '3081010a'],
    ['a length with leading zero', '30820081'.padEnd(8 + 0x81 * 2, '0')],
    ['a length of five bytes', '30850000000001ff'],
    ['bytes after the end', '0500ff'],
    ['a long tag', '1f8101ff'],
  ])('refuses %s', (_, hex) => {
    expect(() => readDer(bytesOf(hex))).toThrow(DerFault);
  });

  it('reads object identifiers of any size that is still sane', () => {
    const arcs = fc.array(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { maxLength: 10 });
    fc.assert(
      fc.property(fc.constantFrom('0.39', '1.0', '1.39', '2.5', '2.47'), arcs, (head, rest) => {
        const dotted = [head, ...rest].join('.');
        expect(readObjectIdentifier(readDer(encodeObjectIdentifier(dotted)))).toBe(dotted);
      }),
    );
    expect(() => readObjectIdentifier(readDer(encodeDer(0x06, new Uint8Array(65).fill(1))))).toThrow(DerFault);
    expect(() => readObjectIdentifier(readDer(encodeDer(0x06, Uint8Array.of(0x2a, 0x86))))).toThrow(DerFault);
  });

  it('reads counts and refuses negative ones', () => {
    expect(readCount(readDer(bytesOf('02020100')), 'count')).toBe(256);
    expect(readCount(readDer(encodeDer(0x02, new Uint8Array(40).fill(0x7f))), 'count')).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => readCount(readDer(bytesOf('0201ff')), 'count')).toThrow('count');
  });
});
