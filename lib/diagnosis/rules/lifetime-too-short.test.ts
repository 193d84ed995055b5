import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { lifetimeTooShort } from './lifetime-too-short.ts';

const entra = { profile: 'entra-ds' } as const;
const until = (notAfter: string) => evidenceOfLeaf({ notBefore: '2025-01-01T00:00:00.000Z', notAfter, dnsNames: ['*.corp.example'] });
const idsAt = (now: string): readonly string[] =>
  diagnose(until('2027-06-01T00:00:00.000Z'), { subject: { ...defaultSubject, ...entra }, now: new Date(now) }).findings.map(
    ({ id }) => id,
  );

describe('lifetime-too-short', () => {
  it('warns when less than three calendar months are left', () => {
    expect(runRule(lifetimeTooShort, until('2027-02-20T11:59:59.000Z'), entra)).toMatchObject({
      summary: 'The certificate of dc01.corp.example is valid for 91 days more; a managed domain asks for at least the next three months.',
      facts: { daysLeft: 91, wantedNotAfter: '2027-02-20T12:00:00.000Z' },
    });
    expect(runRule(lifetimeTooShort, until('2027-02-20T12:00:00.000Z'), entra)).toBeNull();
  });

  it('takes the last day of a month that is too short', () => {
    const now = new Date('2026-11-30T00:00:00Z');
    expect(runRule(lifetimeTooShort, until('2027-02-27T23:00:00.000Z'), { ...entra, now })).toMatchObject({
      facts: { wantedNotAfter: '2027-02-28T00:00:00.000Z' },
    });
  });

  it('gives way to the finding about the windows, and to that about the end', () => {
    expect(idsAt('2027-04-01T00:00:00Z')).toEqual(['lifetime-too-short']);
    expect(idsAt('2027-05-20T00:00:00Z')).toEqual(['certificate-expiring']);
    expect(idsAt('2027-06-02T00:00:00Z')).toEqual(['certificate-expired']);
  });

  it('finds nothing half a year before the end, and does not apply without a certificate', () => {
    expect(runRule(lifetimeTooShort, makeEvidence(), entra)).toBeNull();
    expect(runRule(lifetimeTooShort, evidenceWithoutCertificate(), entra)).toBe('not-applicable');
  });

  it('is asked of managed domains alone', () => {
    expect(lifetimeTooShort.profiles).toEqual(['entra-ds']);
  });
});
