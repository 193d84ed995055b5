import type { TrustResult } from '../../probe/evidence.ts';
import { article } from '../article/texts/chain-invalid.ts';
import { servedBy } from '../reading/served.ts';
import { commonNameOf, count } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

type Violation = TrustResult['violations'][number];

const words: Readonly<Record<Violation['rule'], { broken: string; healthy: string }>> = {
  'bad-signature': {
    broken: 'has a signature that its issuer’s key does not verify',
    healthy: 'A signature that the issuer’s key verifies',
  },
  'issuer-not-ca': { broken: 'issued a certificate without being a certification authority', healthy: 'CA:TRUE on every issuer' },
  'issuer-may-not-sign': {
    broken: 'issued a certificate though its key usage does not allow it',
    healthy: 'keyCertSign in the key usage of every issuer',
  },
  'path-length': { broken: 'has more issuers below it than its path length allows', healthy: 'No more issuers than the limit' },
  'name-constraints': { broken: 'forbids a name that a certificate below it holds', healthy: 'Names inside what the issuers may issue' },
  'unknown-critical-extension': {
    broken: 'has a critical extension that clients do not know',
    healthy: 'Critical extensions that every client processes',
  },
  'issuer-extended-key-usage': {
    broken: 'may not issue certificates for servers, by its enhanced key usage',
    healthy: 'Server Authentication among the usages of an issuer that limits them',
  },
  'key-identifier': {
    broken: 'names another key of its issuer than the one that signed it',
    healthy: 'The key identifier that its issuer gives itself',
  },
};

/** 417: the path breaks a rule of RFC 5280 section 6 that has nothing to do with the time. */
export const chainInvalid: AddressRule = {
  scope: 'address',
  id: 'chain-invalid',
  no: 417,
  stage: 'certificate',
  severities: ['critical'],
  title: 'The chain breaks a rule',
  article,
  applies: ({ attempt }) => servedBy(attempt) !== null,
  check({ attempt }) {
    const violations = servedBy(attempt)?.trust.violations ?? [];
    const [first] = violations;
    if (first === undefined) return null;
    const others = violations.length > 1 ? ` (and ${count(violations.length - 1, 'further fault')})` : '';
    return {
      summary: `${commonNameOf(first.subject)} ${words[first.rule].broken}${others}.`,
      facts: {
        rules: violations.map(({ rule }) => rule),
        subjects: violations.map(({ subject }) => subject),
        sha256: violations.map((violation) => violation.sha256),
        details: violations.map(({ detail }) => detail),
      },
      observations: violations.map(({ rule, subject, detail }) => ({
        label: commonNameOf(subject),
        seen: `${words[rule].broken}: ${detail}`,
        healthy: words[rule].healthy,
      })),
    };
  },
};
