import { article } from '../article/texts/certificate-is-ca.ts';
import { servedBy } from '../reading/served.ts';
import { certificateName, list } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

/**
 * 410: the leaf has CA:TRUE. A key usage that is made for signing certificates follows from it. Where it signed itself and nobody
 * trusts it, it can vouch for nobody, and that is 411 alone.
 */
export const certificateIsCa: AddressRule = {
  scope: 'address',
  id: 'certificate-is-ca',
  no: 410,
  stage: 'certificate',
  severities: ['warning'],
  title: 'The certificate is that of a certification authority',
  suppresses: ['key-usage-unsuitable'],
  article,
  applies: ({ attempt }) => servedBy(attempt) !== null,
  check({ attempt }) {
    const served = servedBy(attempt);
    if (!served?.leaf.basicConstraints?.ca) return null;
    const { leaf, trust } = served;
    const maySign = leaf.keyUsage === null || leaf.keyUsage.includes('keyCertSign');
    return {
      summary: `The certificate of ${certificateName(leaf)} is marked as that of a certification authority, so this server’s key could issue certificates for others.`,
      facts: {
        subject: leaf.subject,
        selfSigned: leaf.selfSigned,
        pathLength: leaf.basicConstraints?.pathLength ?? null,
        keyUsage: leaf.keyUsage,
        maySignCertificates: maySign,
        trusted: trust.ending === 'anchored',
        sha256: leaf.sha256,
      },
      observations: [
        { label: 'Basic constraints', seen: 'CA:TRUE', healthy: 'CA:FALSE, or no such extension' },
        {
          label: 'Key usage',
          seen: leaf.keyUsage === null ? 'not limited' : list(leaf.keyUsage, 20) || 'empty',
          healthy: 'Without keyCertSign',
        },
        { label: 'Issued by', seen: leaf.selfSigned ? 'itself' : leaf.issuer, healthy: 'A certification authority' },
      ],
    };
  },
};
