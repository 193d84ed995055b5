import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDer, encodeObjectIdentifier } from '../../simulation/certificate-factory-der.ts';
import { DerFault, derChildren, readDer, readObjectIdentifier, readWholeDer } from './der.ts';

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

  it('looks at everything inside, within limits', () => {
    const nested = (levels: number): Uint8Array => (levels === 0 ? encodeDer(0x05) : encodeDer(0x30, nested(levels - 1)));
    const many = (count: number): Uint8Array => encodeDer(0x30, ...Array.from({ length: count }, () => encodeDer(0x05)));
    expect(readWholeDer(nested(32)).tag).toBe(0x30);
    expect(() => readWholeDer(nested(33))).toThrow('deep');
    expect(readWholeDer(many(2000)).tag).toBe(0x30);
    expect(() => readWholeDer(many(2001))).toThrow('elements');
    expect(() => readWholeDer(encodeDer(0x30, encodeDer(0x31, bytesOf('0481010a'))))).toThrow('shortest');
    expect(() => readWholeDer(encodeDer(0x04, new Uint8Array(256 * 1024)))).toThrow('larger');
  });
});
