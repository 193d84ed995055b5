import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CertificateFacts } from '../evidence.ts';
import { matchName } from './match-name.ts';
import { readCertificate } from './read-certificate.ts';

const nobody = readCertificate(new Uint8Array());
const withNames = (names: Partial<Pick<CertificateFacts, 'dnsNames' | 'ipAddresses' | 'subjectCommonNames'>>): CertificateFacts => ({
  ...nobody,
  ...names,
});
const matchesDns = (presented: string, host: string): boolean =>
  matchName(withNames({ dnsNames: [presented] }), host).inSubjectAlternativeName;

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const hostName = fc
  .array(label, { minLength: 3, maxLength: 5 })
  .map((labels) => labels.join('.'))
  .filter((name) => !/^[\d.]+$/.test(name));

describe('matching DNS names', () => {
  it.each([
    ['dc1.example.test', 'dc1.example.test', true],
    ['dc1.example.test', 'DC1.Example.TEST', true],
    ['dc1.example.test', 'dc1.example.test.', true],
    ['dc1.example.test.', 'dc1.example.test', true],
    ['dc1.example.test', 'dc1', false],
    ['dc1.example.test', 'xdc1.example.test', false],
    ['*.example.test', 'dc1.example.test', true],
    ['*.example.test', 'a.dc1.example.test', false],
    ['*.example.test', 'example.test', false],
    ['*.example.test', '.example.test', false],
    ['*.test', 'example.test', false],
    ['*', 'dc1', false],
    ['*.', 'dc1.', false],
    ['d*.example.test', 'dc1.example.test', false],
    ['dc1.*.test', 'dc1.example.test', false],
    ['*.*.test', 'dc1.example.test', false],
    ['xn--bcher-kva.example.test', 'Bücher.example.test', true],
    ['dc_1.example.test', 'DC_1.example.test', true],
    ['', '', false],
    ['dc1.example.test\\x00.evil.test', 'dc1.example.test', false],
  ])('%s for %s: %s', (presented, host, expected) => {
    expect(matchesDns(presented, host)).toBe(expected);
  });

  it('matches every name with itself, in any spelling', () => {
    fc.assert(fc.property(hostName, (name) => matchesDns(name, name.toUpperCase()) && matchesDns(name, `${name}.`)));
  });

  it('lets a wildcard stand for one label and no other number', () => {
    fc.assert(
      fc.property(hostName, label, label, (parent, first, second) => {
        expect(matchesDns(`*.${parent}`, `${first}.${parent}`)).toBe(true);
        expect(matchesDns(`*.${parent}`, parent)).toBe(false);
        expect(matchesDns(`*.${parent}`, `${second}.${first}.${parent}`)).toBe(false);
      }),
    );
  });

  it('matches different names only through a wildcard', () => {
    fc.assert(fc.property(hostName, hostName, (presented, host) => matchesDns(presented, host) === (presented === host)));
  });

  it('answers for any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (presented, host) => {
        const result = matchName(withNames({ dnsNames: [presented], subjectCommonNames: [presented] }), host);
        expect(result.host).toBe(host);
        expect(result.matched === null).toBe(!result.inSubjectAlternativeName && !result.inCommonName);
      }),
    );
  });
});

describe('matching IP literals', () => {
  it('compares addresses, not their spelling', () => {
    const leaf = withNames({ ipAddresses: ['2001:db8::7', '192.0.2.7'] });
    expect(matchName(leaf, '2001:0DB8:0:0:0::7')).toMatchObject({
      isIpAddress: true,
      inSubjectAlternativeName: true,
      matched: '2001:db8::7',
    });
    expect(matchName(leaf, '[2001:db8::7]')).toMatchObject({ isIpAddress: true, inSubjectAlternativeName: true });
    expect(matchName(leaf, '192.0.2.8')).toMatchObject({ isIpAddress: true, inSubjectAlternativeName: false, matched: null });
  });

  it('takes no DNS name for an address', () => {
    expect(matchName(withNames({ dnsNames: ['192.0.2.7'] }), '192.0.2.7').inSubjectAlternativeName).toBe(false);
  });
});

describe('matching the common name', () => {
  it('is reported apart from the alternative names', () => {
    const leaf = withNames({ dnsNames: ['other.example.test'], subjectCommonNames: ['Some Server', 'DC1.example.test'] });
    expect(matchName(leaf, 'dc1.example.test')).toEqual({
      host: 'dc1.example.test',
      isIpAddress: false,
      inSubjectAlternativeName: false,
      inCommonName: true,
      matched: 'DC1.example.test',
    });
  });

  it('knows an address in the common name', () => {
    expect(matchName(withNames({ subjectCommonNames: ['192.0.2.7'] }), '192.0.2.7')).toMatchObject({
      inSubjectAlternativeName: false,
      inCommonName: true,
    });
  });
});
