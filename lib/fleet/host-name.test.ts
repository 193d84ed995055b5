import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainOf, normaliseHostName } from './host-name.ts';

const nameOf = (given: string): string | null => {
  const result = normaliseHostName(given);
  return result.ok ? result.name : null;
};

describe('a host name', () => {
  it.each([
    ['DC01.Corp.Example.', 'dc01.corp.example'],
    ['dc_01', 'dc_01'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER.example', 'xn--bcher-kva.example'],
    ['192.0.2.10', '192.0.2.10'],
    ['2001:DB8:0:0:0:0:0:10', '2001:db8::10'],
    ['a'.repeat(63), 'a'.repeat(63)],
  ])('%s is stored as %s', (given, stored) => {
    expect(nameOf(given)).toBe(stored);
  });

  it.each([
    ['a space', 'dc 01', /space/],
    ['a slash', 'dc01/x', /character \//],
    ['an empty part', 'dc01..corp', /two dots/i],
    ['a leading dot', '.corp.example', /empty/],
    ['a dot alone', '.', /no host name/],
    ['a hyphen at the end of a part', 'dc01-.corp', /hyphen/],
    ['a part of 64 characters', `${'a'.repeat(64)}.corp`, /64 characters; at most 63/],
    ['a name of 254 characters', `${'a.'.repeat(126)}aa`, /254 characters; at most 253/],
    ['an incomplete IPv4 address', '192.0.2', /neither a name nor an IPv4/],
    ['an IPv4 address that is out of range', '192.0.2.256', /neither a name nor an IPv4/],
    ['a hexadecimal address, which some resolvers take', '0x7f.0x1', /neither a name nor an IPv4/],
    ['a broken IPv6 address', '2001:db8::g', /not an IPv6/],
    ['a name with a port', 'dc01.corp.example:636', /A port is no part of a name/],
    ['an IPv6 address in brackets', '[2001:db8::10]', /without brackets/],
    ['an IPv6 zone', 'fe80::1%eth0', /zone/],
    ['an emoji beside an invalid code point', 'a\u{FFFD}.example', /host name/],
  ])('with %s is refused', (_, given, message) => {
    const result = normaliseHostName(given);
    expect(result.ok ? result.name : result.message).toMatch(message);
    expect(result.ok).toBe(false);
  });

  it('is stored in one spelling only: what was stored is stored as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.ipV6(), fc.ipV4(), fc.string({ unit: 'grapheme' })), (given) => {
        const once = normaliseHostName(given);
        if (once.ok) expect(normaliseHostName(once.name)).toEqual(once);
      }),
    );
  });

  it('holds nothing but letters, digits, hyphens, underscores, dots and colons, whatever was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        const result = normaliseHostName(given);
        if (result.ok) expect(result.name).toMatch(/^[a-z0-9._:-]{1,253}$/);
        else expect(result.message).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });
});

describe('the domain of a host', () => {
  it.each([
    ['dc01.corp.example', false, 'corp.example'],
    ['corp.example', true, 'corp.example'],
    ['dc01', false, null],
    ['192.0.2.10', false, null],
    ['2001:db8::10', true, null],
  ])('of %s (stands for a domain: %s) is %s', (name, standsForDomain, domain) => {
    expect(domainOf(name, standsForDomain)).toBe(domain);
  });
});
