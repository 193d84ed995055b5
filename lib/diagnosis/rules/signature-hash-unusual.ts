import { article } from '../article/texts/signature-hash-unusual.ts';
import { servedBy } from '../reading/served.ts';
import { signatureWeakness } from '../reading/strength.ts';
import { certificateName } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

/**
 * 425: the leaf is signed with another hash than SHA-256. Channel binding hashes the certificate with the hash of its signature
 * (RFC 5929 section 4.1), and some clients always take SHA-256. For MD5 and SHA-1 the RFC itself says SHA-256, and 418 is the
 * finding; where the algorithm has no hash of its own, the RFC leaves the token undefined.
 */
export const signatureHashUnusual: AddressRule = {
  scope: 'address',
  id: 'signature-hash-unusual',
  no: 425,
  stage: 'certificate',
  severities: ['notice'],
  title: 'The certificate is signed with another hash than SHA-256',
  article,
  applies: ({ attempt }) => servedBy(attempt) !== null,
  check({ attempt }) {
    const leaf = servedBy(attempt)?.leaf;
    if (leaf === undefined || signatureWeakness(leaf) !== null) return null;
    const { algorithm, hash } = leaf.signature;
    if (hash?.toUpperCase().replace('-', '') === 'SHA256') return null;
    const how = hash === null ? `${algorithm}, which has no hash of its own` : hash;
    return {
      summary: `The certificate of ${certificateName(leaf)} is signed with ${how}: some clients compute a wrong channel binding token for it.`,
      facts: { algorithm, hash, issuer: leaf.issuer, sha256: leaf.sha256 },
      observations: [
        {
          label: 'Signature',
          seen: hash === null ? algorithm : `${hash} with ${algorithm}`,
          healthy: 'SHA-256, for which every client agrees',
        },
      ],
    };
  },
};
