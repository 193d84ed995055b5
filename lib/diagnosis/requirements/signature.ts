import { rfc7525Successor, sectionOf } from '../article/sources.ts';
import { stepsOf } from '../reading/served.ts';
import { signatureWeakness } from '../reading/strength.ts';
import { certificateName, list } from '../reading/wording.ts';
import { demand, type Requirement } from './requirement.ts';

export const signature: Requirement = {
  id: 'signature',
  title: 'Signature',
  findingIds: ['weak-signature'],
  seen: ({ served: { leaf } }) => `${leaf.signature.hash ?? 'no hash of its own'} with ${leaf.signature.algorithm}`,
  demands({ served }) {
    const weak = stepsOf(served).flatMap(({ step, facts }) =>
      facts === null || step.isAnchor || signatureWeakness(facts) === null ? [] : [facts],
    );
    return [
      demand(
        sectionOf(rfc7525Successor, '4.5 Public key length'),
        'SHA-256 or stronger on every certificate below the root',
        weak.length === 0,
        weak.length > 0 ? `Weak on ${list(weak.map(certificateName))}.` : null,
      ),
    ];
  },
};
