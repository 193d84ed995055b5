import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CandidateFacts, fitsPlan, fitsRule } from './fits-plan.ts';

const old = {
  sha256: 'a',
  subject: 'CN=dc01.corp.example',
  dnsNames: ['dc01.corp.example'],
  ipAddresses: [],
  isCa: false,
  notBefore: new Date('2026-01-01'),
  notAfter: new Date('2027-01-01'),
};
const renewed: CandidateFacts = {
  ...old,
  sha256: 'b',
  issuer: 'CN=Corp Issuing CA,O=Corp',
  notBefore: new Date('2026-11-01'),
  notAfter: new Date('2027-11-01'),
};
const plan = { createdAt: new Date('2026-10-01'), expectedIssuer: null, expectedNotBefore: null };
const seen = new Date('2026-11-02');

it('takes a successor from the expected issuer that begins no earlier than expected', () => {
  expect(fitsPlan(renewed, plan, old, seen)).toBe(true);
  expect(fitsPlan(renewed, { ...plan, expectedIssuer: 'issuing ca' }, old, seen)).toBe(true);
  expect(fitsPlan(renewed, { ...plan, expectedIssuer: 'Public CA' }, old, seen)).toBe(false);
  expect(fitsPlan(renewed, { ...plan, expectedNotBefore: new Date('2026-11-01') }, old, seen)).toBe(true);
  expect(fitsPlan(renewed, { ...plan, expectedNotBefore: new Date('2026-11-02') }, old, seen)).toBe(false);
});

it('takes neither the old certificate nor one for other names', () => {
  expect(fitsPlan({ ...renewed, ...old }, plan, old, seen)).toBe(false);
  expect(fitsPlan({ ...renewed, dnsNames: ['dc02.corp.example'] }, plan, old, seen)).toBe(false);
});

it('takes any certificate that appears after the plan where there was none before', () => {
  expect(fitsPlan(renewed, plan, null, seen)).toBe(true);
  expect(fitsPlan(renewed, plan, null, new Date('2026-09-30'))).toBe(false);
});

it('never refuses an issuer by a part of its own name', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.nat(), (issuer, from, length) => {
      const start = from % issuer.length;
      const expectedIssuer = issuer.slice(start, start + 1 + (length % issuer.length));
      return fitsRule({ issuer, notBefore: null }, { expectedIssuer, expectedNotBefore: null });
    }),
  );
});
