import { article } from '../article/texts/self-signed-certificate.ts';
import { servedBy } from '../reading/served.ts';
import { certificateName } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

/** 411: the leaf signed itself and is no trust anchor. Its neighbours are 412 (a chain to an unknown root) and 413 (a cut chain). */
export const selfSignedCertificate: AddressRule = {
  scope: 'address',
  id: 'self-signed-certificate',
  no: 411,
  stage: 'certificate',
  severities: ['critical'],
  title: 'The certificate signed itself',
  suppresses: ['certificate-is-ca'],
  article,
  applies: ({ attempt }) => servedBy(attempt) !== null,
  check({ attempt }) {
    const served = servedBy(attempt);
    if (served === null || !served.leaf.selfSigned || served.trust.ending === 'anchored') return null;
    const { leaf, trust } = served;
    return {
      summary: `The certificate of ${certificateName(leaf)} signed itself, and no trust store of this endpoint holds it.`,
      facts: { subject: leaf.subject, issuer: leaf.issuer, sha256: leaf.sha256, anchorCount: trust.anchorCount },
      observations: [
        { label: 'Subject', seen: leaf.subject || 'empty', healthy: 'The server' },
        { label: 'Issuer', seen: `${leaf.issuer || 'empty'} (the same)`, healthy: 'A certification authority' },
        { label: 'Trust', seen: `not among the ${trust.anchorCount} trust anchors of this endpoint`, healthy: 'A path to one of them' },
      ],
    };
  },
};
