import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSearch } from './search.ts';

const hexDigits = (min: number, max: number) =>
  fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: min, maxLength: max }).map((digits) => digits.join(''));
const sha256 = hexDigits(64, 64);
const pairs = (hex: string, between: string): string => (hex.match(/../g) ?? []).join(between);
const spellings: readonly ((hex: string) => string)[] = [
  (hex) => hex,
  (hex) => hex.toUpperCase(),
  (hex) => pairs(hex, ':'),
  (hex) => pairs(hex, ' ').toUpperCase(),
  (hex) => `\u200e${pairs(hex, ' ')}`,
  (hex) => `sha256 Fingerprint=${pairs(hex, ':').toUpperCase()}`,
  (hex) => `SHA1 Fingerprint=${pairs(hex, ':').toUpperCase()}`,
  (hex) => `Thumbprint: ${hex}`,
  (hex) => pairs(hex.toUpperCase(), '-'),
  (hex) => `0x${hex.toUpperCase()}`,
  (hex) => Buffer.from(hex, 'hex').toString('base64'),
  (hex) => `SHA256:${Buffer.from(hex, 'hex').toString('base64').replace(/=+$/, '')}`,
  (hex) => Buffer.from(hex, 'hex').toString('base64url'),
  (hex) => `Cert Hash(sha1): ${hex}`,
  (hex) => `  ${hex}\n`,
];

describe('a search for a thumbprint', () => {
  it('finds the same value in every spelling', () => {
    fc.assert(
      fc.property(sha256, fc.constantFrom(...spellings), (hex, spell) => {
        expect(readSearch(spell(hex)).thumbprint).toBe(hex);
      }),
    );
  });

  it('takes SHA-1 in base64 with the sign at its end alone, as names may be so long', () => {
    const sha1 = 'f6c0d6303dabc59a42ca9e6b0f7faeae96530770';
    const base64 = Buffer.from(sha1, 'hex').toString('base64');
    expect(readSearch(base64).thumbprint).toBe(sha1);
    expect(readSearch(base64.replace('=', ''))).toMatchObject({ thumbprint: null, words: [base64.replace('=', '').toLowerCase()] });
  });

  it('leaves names with dashes alone', () => {
    expect(readSearch('dc-ad')).toMatchObject({ words: ['dc-ad'] });
    expect(readSearch('dc-berlin-01')).toEqual({ words: ['dc-berlin-01'], thumbprint: null, serials: [] });
  });

  it('needs four digits, so that short words stay words', () => {
    expect(readSearch('abc').thumbprint).toBeNull();
    expect(readSearch('abcd')).toMatchObject({ thumbprint: 'abcd', words: ['abcd'] });
  });
});

describe('a search for a serial number', () => {
  it('is the same with or without zeros in front, colons, 0x and capitals', () => {
    fc.assert(
      fc.property(hexDigits(1, 39), fc.nat(3), fc.boolean(), (rest, zeros, prefixed) => {
        const hex = `f${rest}`;
        const typed = `${prefixed ? '0x' : ''}${'0'.repeat(zeros)}${hex.toUpperCase()}`;
        expect(readSearch(typed).serials).toContain(hex);
      }),
    );
    expect(readSearch('00:d3:0a').serials).toEqual(['d30a']);
    expect(readSearch('serial=D30A').serials).toEqual(['d30a']);
    expect(readSearch('Serial Number: 4096 (0x1000)').serials).toContain('1000');
  });

  it('may be decimal', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 159n }), (number) => {
        expect(readSearch(number.toString()).serials).toContain(number.toString(16));
      }),
    );
  });

  it('may be negative, hexadecimal or decimal, which stands for the octets that were sent', () => {
    expect(readSearch('-01').serials).toEqual(['ff']);
    expect(readSearch('-80').serials).toEqual(['80', 'b0']);
    expect(readSearch('-0x81').serials).toEqual(['ff7f']);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.bigInt({ min: 0n, max: 2n ** 160n }), (octets, seed) => {
        const half = 1n << BigInt(8 * octets - 1);
        const sent = half + (seed % half);
        const needed = sent < 2n * half - (half >> 8n) || octets === 1;
        fc.pre(needed);
        const magnitude = (2n * half - sent).toString(16);
        expect(readSearch(`-${magnitude}`).serials).toContain(sent.toString(16));
      }),
    );
  });
});

describe('octets with spaces between them', () => {
  it('are a number and no words, as such words stand in many numbers', () => {
    const search = readSearch('f6 c0 d6 30 3d ab c5 9a 42 ca 9e 6b 0f 7f ae ae 96 53 07 70');
    expect(search).toMatchObject({ words: [], thumbprint: 'f6c0d6303dabc59a42ca9e6b0f7faeae96530770' });
  });

  it('are words while they are few, or have a letter that no number has', () => {
    expect(readSearch('ad ca').words).toEqual(['ad', 'ca']);
    expect(readSearch('f6 c0 d6 30 3d ab c5 9g').words).toHaveLength(8);
  });
});

describe('a search for words', () => {
  it('takes parts of names however a program spells them', () => {
    expect(readSearch('CN = dc01, O = Corp').words).toEqual(['cn=dc01', 'o=corp']);
    expect(readSearch('CN=DC01.corp.example,DC=corp').words).toEqual(['cn=dc01.corp.example', 'dc=corp']);
    expect(readSearch('Corp  Issuing CA').words).toEqual(['corp', 'issuing', 'ca']);
    expect(readSearch('*.corp.example').words).toEqual(['*.corp.example']);
  });

  it('takes the address of a server for its name', () => {
    for (const typed of ['dc01.corp.example', 'DC01.corp.example.', 'dc01.corp.example:636', 'ldaps://dc01.corp.example:636/dc=corp'])
      expect(readSearch(typed).words).toEqual(['dc01.corp.example']);
    expect(readSearch('ldaps://[2001:db8::10]:636').words).toEqual(['2001:db8::10']);
    expect(readSearch('192.0.2.10:636').words).toEqual(['192.0.2.10']);
    expect(readSearch('2001:db8::10').words).toEqual(['2001:db8::10']);
  });

  it('never fails, and gives lower case without spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (typed) => {
        const { words, thumbprint, serials } = readSearch(typed);
        for (const word of words) expect(word).toMatch(/^\S+$/u);
        for (const number of [...serials, thumbprint ?? '0']) expect(number).toMatch(/^[0-9a-f]+$/);
      }),
    );
  });
});
