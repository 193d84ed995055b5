import type { Served } from '../../reading/served.ts';
import { stepsOf } from '../../reading/served.ts';
import { accepts, allRefuse, type ClientRule, depends, ofServed, refuses } from '../client.ts';
import { chainingEngine, pythonDefaultContext, windowsSslPolicy } from '../sources.ts';

const doesNotFetch = 'It knows only the certificates that were sent and its trust anchors, and the issuer is neither.';

/** Does the last certificate of a path that was cut off say where its issuer's certificate can be fetched? */
function namesItsIssuer(served: Served): boolean {
  const last = stepsOf(served).at(-1)?.facts;
  return last?.issuerAddresses.some((address) => /^(?:http|ldap):/i.test(address)) ?? false;
}

export const trustRules: readonly ClientRule[] = [
  ofServed(
    'root-not-trusted',
    'The root is not trusted here',
    allRefuse('The chain ends at a root that is not among the trust anchors.', windowsSslPolicy('CERT_E_UNTRUSTEDROOT')),
    ({ trust }) => trust.ending === 'untrusted-root',
  ),
  ofServed(
    'issuer-missing-with-address',
    'An issuer is not sent, and the certificate says where to fetch it',
    {
      windows: depends('Windows fetches the missing issuer from that address, and goes on with what it gets.', chainingEngine),
      openssl: refuses(doesNotFetch),
      gnutls: refuses(doesNotFetch),
      java: refuses('Java fetches no issuers unless com.sun.security.enableAIAcaIssuers is set.'),
    },
    (served) => served.trust.ending === 'issuer-missing' && namesItsIssuer(served),
  ),
  ofServed(
    'issuer-missing',
    'An issuer is not sent',
    {
      windows: depends('Windows looks into its own store of intermediate authorities, where a domain publishes its own.', chainingEngine),
      openssl: refuses(doesNotFetch),
      gnutls: refuses(doesNotFetch),
      java: refuses(doesNotFetch),
    },
    (served) => served.trust.ending === 'issuer-missing' && !namesItsIssuer(served),
  ),
  ofServed(
    'self-signed-anchor',
    'The certificate signed itself and is a trust anchor here',
    {
      windows: accepts('Windows trusts a self-signed certificate that stands in its root store.', 'inference'),
      openssl: accepts('OpenSSL trusts a self-signed certificate that stands among its anchors.'),
      gnutls: accepts('GnuTLS 3.7 trusts it without the authority bit too; older releases were reported to refuse that.'),
      java: accepts('Java trusts a certificate that stands in its trust store.'),
    },
    ({ trust: { path }, leaf }) => path[0]?.isAnchor === true && leaf.selfSigned,
  ),
  ofServed(
    'anchor-below-root',
    'The trust anchor here is no root: another authority signed it',
    {
      windows: depends('Windows goes on to the root, and trusts an anchor that is none only in some of its stores.', 'inference'),
      openssl: depends(
        'OpenSSL wants a self-signed root unless told otherwise; Python tells it so since version 3.13.',
        pythonDefaultContext,
      ),
      gnutls: accepts('GnuTLS stops at any of its anchors.'),
      java: accepts('Java stops at any of its anchors.'),
    },
    (served) => stepsOf(served).some(({ step, facts }) => step.isAnchor && facts !== null && !facts.selfSigned),
  ),
];
