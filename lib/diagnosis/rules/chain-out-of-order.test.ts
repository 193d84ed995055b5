import { describe, expect, it } from 'vitest';
import type { CertificateFacts, Evidence } from '../../probe/evidence.ts';
import { evidenceOfChain, evidenceOfLeaf, evidenceWithoutCertificate, makeRoot } from '../testing/certificate-evidence.ts';
import { makeCertificate, makeIssuer } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { chainOutOfOrder } from './chain-out-of-order.ts';

const leaf = makeCertificate();
const issuer = makeIssuer();
const root = makeRoot();
const stranger = makeIssuer({ sha256: 'e1'.repeat(32), subject: 'CN=Old CA', subjectCommonNames: ['Old CA'] });

/** Evidence of certificates sent in this order, with the path leaf, issuer, root built from them. */
function sentAs(sent: readonly CertificateFacts[], sentInOrder: boolean, unusedSent: number[] = []): Evidence {
  const evidence = evidenceOfChain({ sent, path: [leaf, issuer, root] });
  const [attempt] = evidence.attempts;
  if (attempt?.certificate.status !== 'ok') throw new Error('the chain was sent');
  const { certificate } = attempt;
  const trust = { ...certificate.data.trust, sentInOrder, unusedSent };
  return { ...evidence, attempts: [{ ...attempt, certificate: { ...certificate, data: { ...certificate.data, trust } } }] };
}

describe('chain-out-of-order', () => {
  it('notes the root before the issuer, and says how it should be', () => {
    expect(runRule(chainOutOfOrder, sentAs([leaf, root, issuer], false))).toMatchObject({
      summary: 'The server sends its chain in another order than that of issue.',
      observations: [
        {
          seen: '1. dc01.corp.example, 2. Corp Root CA and 3. Corp Issuing CA',
          healthy: '1. dc01.corp.example, 2. Corp Issuing CA and 3. Corp Root CA',
        },
        { seen: 'none' },
      ],
    });
  });

  it('names a stranger between', () => {
    expect(runRule(chainOutOfOrder, sentAs([leaf, stranger, issuer], false, [1]))).toMatchObject({
      summary: expect.stringContaining('with Old CA among them, which does not belong to it'),
      facts: { unrelatedSubjects: ['Old CA'] },
    });
  });

  it('lets a stranger after the chain alone, and a chain in order', () => {
    expect(runRule(chainOutOfOrder, sentAs([leaf, issuer, stranger], true, [2]))).toBeNull();
    expect(runRule(chainOutOfOrder, evidenceOfLeaf({}))).toBeNull();
  });

  it('does not apply to a certificate sent alone, or none', () => {
    expect(runRule(chainOutOfOrder, evidenceOfChain({ sent: [leaf], ending: 'issuer-missing' }))).toBe('not-applicable');
    expect(runRule(chainOutOfOrder, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
