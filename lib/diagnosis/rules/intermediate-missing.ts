import { article } from '../article/texts/intermediate-missing.ts';
import { servedBy } from '../reading/served.ts';
import { certificateName, commonNameOf, count, list } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

/**
 * 413: no issuer was sent for a leaf that is no root: it came alone, or with certificates that have nothing to do with it.
 * From outside, an intermediate that was left out and a root of the enterprise that signed the leaf itself and that nobody here
 * trusts look the same, so the confidence is medium and both are named.
 */
export const intermediateMissing: AddressRule = {
  scope: 'address',
  id: 'intermediate-missing',
  no: 413,
  stage: 'certificate',
  severities: ['critical'],
  title: 'The issuing certificate is not sent',
  article,
  applies: ({ attempt }) => servedBy(attempt) !== null,
  check({ attempt }) {
    const served = servedBy(attempt);
    if (served === null || served.leaf.selfSigned) return null;
    const { leaf, sent, trust } = served;
    if (trust.ending !== 'issuer-missing' || trust.path.length > 1) return null;
    const strangers = sent.slice(1).map(certificateName);
    const fetch =
      leaf.issuerAddresses[0] === undefined
        ? 'The certificate does not say where to fetch it.'
        : `Windows may still succeed by fetching it from ${leaf.issuerAddresses[0]}; most other clients do not.`;
    return {
      confidence: 'medium',
      summary: `The server sends ${strangers.length === 0 ? 'its certificate alone' : `${count(strangers.length, 'unrelated certificate')} beside its own`}, without the issuer ${commonNameOf(leaf.issuer)}: either that is an intermediate which the server has to send, or a root of your own which clients have to trust. ${fetch}`,
      facts: {
        missingIssuer: leaf.issuer,
        issuerAddresses: leaf.issuerAddresses,
        authorityKeyIdentifier: leaf.authorityKeyIdentifier,
        sentCount: sent.length,
        unrelatedSubjects: sent.slice(1).map((certificate) => certificate.subject),
        anchorCount: trust.anchorCount,
      },
      observations: [
        {
          label: 'Certificates sent',
          seen:
            strangers.length === 0
              ? `1: ${certificateName(leaf)}`
              : `${sent.length}: ${certificateName(leaf)}, and not related to it ${list(strangers)}`,
          healthy: `${certificateName(leaf)}, then ${commonNameOf(leaf.issuer)}`,
        },
        { label: 'Issuer that is missing', seen: leaf.issuer, healthy: 'Sent by the server, or a trust anchor' },
        {
          label: 'Where it can be fetched (AIA)',
          seen: leaf.issuerAddresses.length === 0 ? 'the certificate does not say' : list(leaf.issuerAddresses),
          healthy: 'Not needed when it is sent',
        },
      ],
    };
  },
};
