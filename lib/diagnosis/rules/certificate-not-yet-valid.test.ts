import { describe, expect, it } from 'vitest';
import { evidenceOfChain, evidenceOfLeaf, evidenceWithoutCertificate, makeRoot } from '../testing/certificate-evidence.ts';
import { makeAttempt, makeCertificate, makeEvidence, makeIssuer, merge } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { certificateNotYetValid } from './certificate-not-yet-valid.ts';

const future = { notBefore: '2026-11-20T15:00:00.000Z' };

describe('certificate-not-yet-valid', () => {
  it('says when the certificate becomes valid', () => {
    expect(runRule(certificateNotYetValid, evidenceOfLeaf(future))).toMatchObject({
      summary: 'The certificate of dc01.corp.example becomes valid only in 3 hours, on 2026-11-20 15:00 UTC.',
      facts: { isLeaf: true, secondsUntilValid: 10_800, clockMayBeTheCause: false },
    });
  });

  it('says that a clock may be the cause when the server is ahead and counts it as valid', () => {
    const evidence = evidenceOfLeaf(future);
    const [attempt = makeAttempt()] = evidence.attempts;
    const ahead = merge(attempt, { directory: { status: 'ok', data: { rootDse: { currentTime: ['20261120153000.0Z'] } } } });
    expect(runRule(certificateNotYetValid, { ...evidence, attempts: [ahead] })).toMatchObject({
      summary: expect.stringContaining('own clock is 3 hours ahead'),
      facts: { serverClockAheadSeconds: 12_600, clockMayBeTheCause: true },
    });
  });

  it('reports an issuer from the future too, by its name', () => {
    const issuer = makeIssuer({ notBefore: '2027-01-01T00:00:00.000Z' });
    const evidence = evidenceOfChain({ sent: [makeCertificate(), issuer], path: [makeCertificate(), issuer, makeRoot()] });
    expect(runRule(certificateNotYetValid, evidence)).toMatchObject({
      summary: expect.stringContaining('The issuer Corp Issuing CA in the chain becomes valid only in 41 days'),
      facts: { isLeaf: false },
    });
  });

  it('finds nothing from the very second of notBefore on', () => {
    expect(runRule(certificateNotYetValid, makeEvidence())).toBeNull();
    expect(runRule(certificateNotYetValid, evidenceOfLeaf(future), { now: new Date(future.notBefore) })).toBeNull();
  });

  it('does not apply without a certificate', () => {
    expect(runRule(certificateNotYetValid, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
