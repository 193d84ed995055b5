import type { CertificateFacts } from '../../probe/evidence.ts';
import { article } from '../article/texts/weak-key.ts';
import { servedBy, stepsOf } from '../reading/served.ts';
import { keyWeakness } from '../reading/strength.ts';
import { certificateName, count, list } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

function weakCertificates({ attempt }: AddressContext) {
  const served = servedBy(attempt);
  return (served === null ? [] : stepsOf(served)).flatMap(({ step, facts }) => {
    const weakness = facts === null || step.isAnchor ? null : keyWeakness(facts);
    return facts === null || weakness === null ? [] : [{ facts, weakness }];
  });
}

const keyWords = ({ key }: CertificateFacts): string =>
  `${key.algorithm} ${key.bits ?? '?'} bits${key.curve === null ? '' : ` (${key.curve})`}`;

/** 419: RSA below 1024 bits is critical; RSA below 2048 and EC below 224 bits are warnings. Anchors are left out. */
export const weakKey: AddressRule = {
  scope: 'address',
  id: 'weak-key',
  no: 419,
  stage: 'certificate',
  severities: ['critical', 'warning'],
  title: 'A certificate has a weak key',
  article,
  applies: ({ attempt }) => servedBy(attempt) !== null,
  check(context) {
    const weak = weakCertificates(context);
    const [first] = weak;
    if (first === undefined) return null;
    const others = weak.length > 1 ? `, and so ${weak.length === 2 ? 'has' : 'have'} ${count(weak.length - 1, 'issuer')}` : '';
    return {
      severity: weak.some(({ weakness }) => weakness === 'broken') ? 'critical' : 'warning',
      summary: `The key of ${certificateName(first.facts)} is too short: ${keyWords(first.facts)}${others}.`,
      facts: {
        subjects: weak.map(({ facts }) => facts.subject),
        sha256: weak.map(({ facts }) => facts.sha256),
        keys: weak.map(({ facts }) => keyWords(facts)),
        smallestBits: Math.min(...weak.map(({ facts }) => facts.key.bits ?? Number.POSITIVE_INFINITY)),
      },
      observations: [
        ...weak.map(({ facts }) => ({
          label: `Key of ${certificateName(facts)}`,
          seen: keyWords(facts),
          healthy: 'RSA 2048 bits, EC 224 bits, or more',
        })),
        { label: 'Affected', seen: list(weak.map(({ facts }) => certificateName(facts))), healthy: 'None' },
      ],
    };
  },
};
