import { isRecent } from '../../reading/deep-scan.ts';
import { certificateRevoked } from '../../rules/certificate-revoked.ts';
import { accepts, type ClientContext, type ClientRule, depends, ofServed, refuses } from '../client.ts';
import { ldapDoesNotAskForRevocation } from '../sources.ts';

/** Did the server staple an answer when it was last asked? Null when it was not, or too long ago. */
const stapledLately = ({ knowledge: { deepScan }, now }: ClientContext): boolean | null =>
  deepScan !== null && isRecent(deepScan, now) ? deepScan.stapled : null;

export const revocationRules: readonly ClientRule[] = [
  {
    id: 'revoked',
    title: 'A certificate of the chain is revoked',
    applies: (context) =>
      certificateRevoked.scope === 'address' && certificateRevoked.applies(context) && certificateRevoked.check(context) !== null,
    stances: {
      windows: depends(
        'The LDAP library of Windows does not ask for revocation unless the program has it ask.',
        ldapDoesNotAskForRevocation,
      ),
      openssl: accepts('OpenSSL reads CRLs and OCSP answers only where a program gives it some.'),
      gnutls: accepts('OpenLDAP looks at no CRL unless TLS_CRLFILE names one.'),
      java: accepts('Java checks revocation only with com.sun.net.ssl.checkRevocation set.'),
    },
  },
  ofServed(
    'must-staple',
    'The certificate promises a stapled OCSP answer, and none is sent',
    {
      windows: accepts('Windows does not hold a server to that promise.', 'inference'),
      openssl: accepts('OpenSSL does not hold a server to that promise.'),
      gnutls: refuses('GnuTLS holds a server to that promise.'),
      java: accepts('Java does not hold a server to that promise.'),
    },
    ({ leaf }, context) => leaf.mustStaple && stapledLately(context) === false,
  ),
  ofServed(
    'must-staple-not-known',
    'The certificate promises a stapled OCSP answer, and nobody looked for it lately',
    {
      windows: accepts('Windows does not hold a server to that promise.', 'inference'),
      openssl: accepts('OpenSSL does not hold a server to that promise.'),
      gnutls: depends('GnuTLS refuses the server unless the answer is sent; the deep scan tells.', 'inference'),
      java: accepts('Java does not hold a server to that promise.'),
    },
    ({ leaf }, context) => leaf.mustStaple && stapledLately(context) === null,
  ),
];
