import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSuccessor, predecessorAmong, type SuccessionFacts } from './succession.ts';

const day = (number: number): Date => new Date(Date.UTC(2026, 0, 1 + number));
const certificate = (overrides: Partial<SuccessionFacts> = {}): SuccessionFacts => ({
  subject: 'CN=dc1.corp.test',
  dnsNames: ['dc1.corp.test', 'corp.test'],
  ipAddresses: [],
  isCa: false,
  notBefore: day(0),
  notAfter: day(365),
  ...overrides,
});
const renewed = (overrides: Partial<SuccessionFacts> = {}): SuccessionFacts =>
  certificate({ notBefore: day(300), notAfter: day(665), ...overrides });

describe('a successor', () => {
  it('has the names of the older certificate, in any case and order, and begins and ends later', () => {
    expect(isSuccessor(certificate(), renewed())).toBe(true);
    expect(isSuccessor(certificate(), renewed({ dnsNames: ['CORP.test', 'more.corp.test', 'DC1.corp.test.'] }))).toBe(true);
    expect(isSuccessor(certificate(), renewed({ dnsNames: ['dc1.corp.test'] }))).toBe(false);
    expect(isSuccessor(certificate(), renewed({ notAfter: day(365) }))).toBe(false);
    expect(isSuccessor(certificate(), renewed({ notBefore: day(0) }))).toBe(false);
  });

  it('has the addresses too', () => {
    const older = certificate({ ipAddresses: ['192.0.2.10', '2001:DB8::1'] });
    expect(isSuccessor(older, renewed({ ipAddresses: ['2001:db8::1', '192.0.2.10'] }))).toBe(true);
    expect(isSuccessor(older, renewed({ ipAddresses: ['192.0.2.10'] }))).toBe(false);
  });

  it('is looked for by the common name where there is no other', () => {
    const bare = { dnsNames: [], ipAddresses: [] };
    expect(isSuccessor(certificate(bare), renewed({ subject: 'O=Corp', dnsNames: ['DC1.corp.test'] }))).toBe(true);
    expect(isSuccessor(certificate({ ...bare, subject: 'O=Corp+CN=a\\,b,C=DE' }), renewed({ ...bare, subject: 'CN=A\\,b' }))).toBe(true);
    expect(isSuccessor(certificate(bare), renewed({ ...bare, subject: 'CN=dc2.corp.test' }))).toBe(false);
    const company = certificate({ ...bare, subject: 'O=Corp\\, CN=dc1.corp.test' });
    expect(isSuccessor(company, renewed({ dnsNames: ['dc1.corp.test'] }))).toBe(false);
    expect(isSuccessor(certificate({ ...bare, subject: 'O=Corp' }), renewed({ ...bare, subject: 'O=Corp' }))).toBe(false);
  });

  it('may be a wildcard for names one label below it, and for no others', () => {
    const older = certificate({ dnsNames: ['dc1.corp.test'] });
    expect(isSuccessor(older, renewed({ dnsNames: ['*.corp.test'] }))).toBe(true);
    expect(isSuccessor(older, renewed({ dnsNames: ['*.test'] }))).toBe(false);
    expect(isSuccessor(certificate({ dnsNames: ['*.corp.test'] }), renewed({ dnsNames: ['dc1.corp.test'] }))).toBe(false);
    expect(isSuccessor(certificate({ dnsNames: [], ipAddresses: ['192.0.2.10'] }), renewed({ dnsNames: ['*.0.2.10'] }))).toBe(false);
  });

  it('is an authority only where the older certificate is one, and may be none where a server had signed for itself', () => {
    expect(isSuccessor(certificate(), renewed({ isCa: true }))).toBe(false);
    expect(isSuccessor(certificate({ isCa: true }), renewed())).toBe(true);
    expect(isSuccessor(certificate({ isCa: true }), renewed({ isCa: true }))).toBe(true);
  });

  it('is not known of a certificate whose dates cannot be read', () => {
    expect(isSuccessor(certificate({ notAfter: null }), renewed())).toBe(false);
    expect(isSuccessor(certificate(), renewed({ notBefore: null }))).toBe(false);
  });

  it('is found among several as the first that fits', () => {
    const other = certificate({ dnsNames: ['dc2.corp.test'] });
    const first = certificate({ notBefore: day(10) });
    expect(predecessorAmong(renewed(), [other, first, certificate()])).toBe(first);
    expect(predecessorAmong(renewed(), [other, renewed()])).toBeNull();
  });
});

describe('succession', () => {
  const label = fc.constantFrom('*', 'a', 'b', 'c');
  const some = fc.record({
    subject: label.map((text) => `CN=${text}.corp.test`),
    dnsNames: fc.array(
      fc.tuple(label, fc.constantFrom('corp.test', 'x.corp.test')).map(([text, rest]) => `${text}.${rest}`),
      { maxLength: 3 },
    ),
    ipAddresses: fc.array(fc.constantFrom('192.0.2.1', '2001:db8::1'), { maxLength: 2 }),
    isCa: fc.boolean(),
    notBefore: fc.integer({ min: 0, max: 30 }).map(day),
    notAfter: fc.integer({ min: 20, max: 50 }).map(day),
  });

  it('never goes both ways, nor to itself', () => {
    fc.assert(
      fc.property(some, some, (one, other) => {
        expect(isSuccessor(one, one)).toBe(false);
        expect(isSuccessor(one, other) && isSuccessor(other, one)).toBe(false);
      }),
    );
  });

  it('carries over: what succeeds the successor succeeds the first', () => {
    fc.assert(
      fc.property(
        some,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.array(label, { maxLength: 2 }),
        (one, a, b, more) => {
          const later = (facts: SuccessionFacts, days: number): SuccessionFacts => ({
            ...facts,
            dnsNames: [...facts.dnsNames, ...more.map((text) => `${text}.corp.test`)].reverse(),
            notBefore: new Date((facts.notBefore?.getTime() ?? 0) + days * 86_400_000),
            notAfter: new Date((facts.notAfter?.getTime() ?? 0) + days * 86_400_000),
          });
          const second = later(one, a);
          const third = later(second, b);
          fc.pre(isSuccessor(one, second) && isSuccessor(second, third));
          expect(isSuccessor(one, third)).toBe(true);
        },
      ),
    );
  });

  it('does not depend on the order or the case of names', () => {
    fc.assert(
      fc.property(some, some, (one, other) => {
        const shuffled = { ...other, dnsNames: other.dnsNames.map((name) => name.toUpperCase()).reverse() };
        expect(isSuccessor(one, shuffled)).toBe(isSuccessor(one, other));
      }),
    );
  });
});
