import type { CertificateFacts } from '../../probe/evidence.ts';
import { article } from '../article/texts/weak-signature.ts';
import { servedBy, stepsOf } from '../reading/served.ts';
import { signatureWeakness } from '../reading/strength.ts';
import { certificateName, list } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

/** Certificates of the path with a weak signature. Nobody checks the signature of a trust anchor, so anchors are left out. */
function weakCertificates({ attempt }: AddressContext) {
  const served = servedBy(attempt);
  return (served === null ? [] : stepsOf(served)).flatMap(({ step, facts }) => {
    const weakness = facts === null || step.isAnchor ? null : signatureWeakness(facts);
    return facts === null || weakness === null ? [] : [{ facts, weakness }];
  });
}

const signatureWords = ({ signature }: CertificateFacts): string => `${signature.hash ?? 'no hash'} with ${signature.algorithm}`;

/** 418: MD5 or older is critical, SHA-1 a warning. */
export const weakSignature: AddressRule = {
  scope: 'address',
  id: 'weak-signature',
  no: 418,
  stage: 'certificate',
  severities: ['critical', 'warning'],
  title: 'A certificate is signed with a weak hash',
  article,
  applies: ({ attempt }) => servedBy(attempt) !== null,
  check(context) {
    const weak = weakCertificates(context);
    if (weak.length === 0) return null;
    const hashes = [...new Set(weak.map(({ facts }) => facts.signature.hash ?? facts.signature.algorithm))];
    return {
      severity: weak.some(({ weakness }) => weakness === 'broken') ? 'critical' : 'warning',
      summary: `${list(weak.map(({ facts }) => certificateName(facts)))} ${weak.length === 1 ? 'is' : 'are'} signed with ${list(hashes)}, which current clients refuse.`,
      facts: {
        subjects: weak.map(({ facts }) => facts.subject),
        sha256: weak.map(({ facts }) => facts.sha256),
        signatures: weak.map(({ facts }) => signatureWords(facts)),
      },
      observations: weak.map(({ facts }) => ({
        label: `Signature on ${certificateName(facts)}`,
        seen: `${signatureWords(facts)}, by ${facts.issuer}`,
        healthy: 'SHA-256 or stronger',
      })),
    };
  },
};
