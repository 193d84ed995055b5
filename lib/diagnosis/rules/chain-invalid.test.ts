import { describe, expect, it } from 'vitest';
import { trustResult } from '../../probe/evidence.ts';
import { evidenceOfChain, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeCertificate, makeEvidence, makeIssuer } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { chainInvalid } from './chain-invalid.ts';

const issuer = makeIssuer();
const rules = trustResult.shape.violations.element.shape.rule.options;
const violationOf = (rule: (typeof rules)[number]) => ({
  sha256: issuer.sha256,
  subject: issuer.subject,
  rule,
  detail: `detail of ${rule}`,
});
const evidenceOfViolations = (...broken: (typeof rules)[number][]) =>
  evidenceOfChain({ sent: [makeCertificate(), issuer], violations: broken.map(violationOf) });

describe('chain-invalid', () => {
  it.each(rules)('puts a broken %s into words', (rule) => {
    expect(runRule(chainInvalid, evidenceOfViolations(rule))).toMatchObject({
      summary: expect.stringMatching(/^Corp Issuing CA [a-z].*\.$/),
      facts: { rules: [rule], subjects: [issuer.subject] },
      observations: [{ label: 'Corp Issuing CA', seen: expect.stringContaining(`detail of ${rule}`) }],
    });
  });

  it('lists every fault, the first one in the sentence', () => {
    expect(runRule(chainInvalid, evidenceOfViolations('bad-signature', 'path-length'))).toMatchObject({
      summary: 'Corp Issuing CA has a signature that its issuer’s key does not verify (and 1 further fault).',
      observations: [{}, {}],
    });
  });

  it('finds nothing on a chain that keeps the rules, and does not apply without a certificate', () => {
    expect(runRule(chainInvalid, makeEvidence())).toBeNull();
    expect(runRule(chainInvalid, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
