import type { PathStep } from '../../../probe/evidence.ts';
import { accepts, allRefuse, type ClientRule, ofServed, refuses } from '../client.ts';
import { windowsSslPolicy } from '../sources.ts';

const expired = windowsSslPolicy('CERT_E_EXPIRED');
const outside = ({ notBefore, notAfter }: PathStep, now: Date): boolean =>
  (notBefore !== null && now < new Date(notBefore)) || (notAfter !== null && now > new Date(notAfter));

export const dateRules: readonly ClientRule[] = [
  ofServed(
    'certificate-out-of-dates',
    'The certificate has expired or is not valid yet',
    allRefuse('Its clock lies outside the dates of the certificate.', expired),
    ({ trust: { path } }, { now }) => path.slice(0, 1).some((step) => !step.isAnchor && outside(step, now)),
  ),
  ofServed(
    'anchored-certificate-out-of-dates',
    'The certificate is a trust anchor itself, and outside its dates',
    {
      windows: refuses('Windows looks at the dates of every certificate of the chain, the root among them.', expired),
      openssl: refuses('OpenSSL looks at the dates of every certificate of the chain, trust anchors among them.'),
      gnutls: refuses('GnuTLS looks at the dates of a trust anchor that is the server’s own certificate.'),
      java: accepts('Java does not look at the dates of a trust anchor.'),
    },
    ({ trust: { path } }, { now }) => path.slice(0, 1).some((step) => step.isAnchor && outside(step, now)),
  ),
  ofServed(
    'issuer-out-of-dates',
    'An issuer has expired or is not valid yet',
    allRefuse('Its clock lies outside the dates of an issuing certificate.', expired),
    ({ trust: { path } }, { now }) => path.slice(1).some((step) => !step.isAnchor && outside(step, now)),
  ),
  ofServed(
    'anchor-out-of-dates',
    'The trust anchor has expired or is not valid yet',
    {
      windows: refuses('Windows looks at the dates of every certificate of the chain, the root among them.', expired),
      openssl: refuses('OpenSSL looks at the dates of every certificate of the chain, trust anchors among them.'),
      gnutls: refuses('GnuTLS looks at the dates of the trust anchor.'),
      java: accepts('Java does not look at the dates of a trust anchor.'),
    },
    ({ trust: { path } }, { now }) => path.slice(1).some((step) => step.isAnchor && outside(step, now)),
  ),
];
