import type { TrustResult } from '../../../probe/evidence.ts';
import { accepts, allRefuse, type ClientRule, depends, ofServed, refuses } from '../client.ts';
import { pythonDefaultContext, windowsSslPolicy, windowsTrustStatus } from '../sources.ts';

type Violation = TrustResult['violations'][number]['rule'];

const violation = (rule: Violation, title: string, stances: ClientRule['stances']): ClientRule =>
  ofServed(`chain-${rule}`, title, stances, ({ trust }) => trust.violations.some((each) => each.rule === rule));

const matters = (departure: TrustResult['strictViolations'][number]): boolean =>
  departure.rule !== 'weak-key' && departure.rule !== 'weak-signature';

export const chainRules: readonly ClientRule[] = [
  violation(
    'bad-signature',
    'A signature of the chain does not verify',
    allRefuse('A signature of the chain does not verify.', windowsSslPolicy('TRUST_E_CERT_SIGNATURE')),
  ),
  violation(
    'issuer-not-ca',
    'An issuer is no authority',
    allRefuse('An issuer of the chain is no authority.', windowsSslPolicy('TRUST_E_BASIC_CONSTRAINTS')),
  ),
  violation(
    'issuer-may-not-sign',
    'An issuer may not sign certificates',
    allRefuse(
      'The key usage of an issuer does not allow it to sign certificates.',
      windowsTrustStatus('CERT_TRUST_IS_NOT_VALID_FOR_USAGE'),
    ),
  ),
  violation(
    'path-length',
    'The chain is longer than an authority allows',
    allRefuse('The chain is longer than an authority of it allows.', windowsSslPolicy('TRUST_E_BASIC_CONSTRAINTS')),
  ),
  violation(
    'name-constraints',
    'A name that an authority may not certify',
    allRefuse('An authority of the chain may not certify this name.', windowsSslPolicy('CERT_E_INVALID_NAME')),
  ),
  violation(
    'unknown-critical-extension',
    'A critical extension that nobody knows',
    allRefuse(
      'A critical extension that a client does not know makes the certificate unusable for it.',
      windowsTrustStatus('CERT_TRUST_HAS_NOT_SUPPORTED_CRITICAL_EXT'),
    ),
  ),
  violation('issuer-extended-key-usage', 'An issuer is not meant for server certificates', {
    windows: refuses('Windows intersects the purposes of the whole chain.', windowsSslPolicy('CERT_E_WRONG_USAGE')),
    openssl: refuses('OpenSSL looks at the purposes of every issuer.'),
    gnutls: depends('OpenLDAP does not ask for purposes; gnutls-cli and programs that do look at every issuer.'),
    java: accepts('Java looks at the purposes of the server’s own certificate only.'),
  }),
  violation('key-identifier', 'A certificate names another key of its issuer', {
    windows: depends('Windows prefers an issuer whose key identifier matches, and may find no other.', 'inference'),
    openssl: refuses('OpenSSL takes no issuer whose key identifier does not match.', 'inference'),
    gnutls: depends('GnuTLS prefers an issuer whose key identifier matches.', 'inference'),
    java: depends('Java prefers an issuer whose key identifier matches.', 'inference'),
  }),
  ofServed(
    'out-of-order',
    'The certificates are sent in the wrong order, or with strangers between',
    {
      windows: accepts('Windows sorts what it gets.', 'inference'),
      openssl: accepts('OpenSSL sorts what it gets.'),
      gnutls: accepts('GnuTLS sorts what it gets.'),
      java: accepts('Java sorts what it gets.'),
    },
    ({ trust }) => !trust.sentInOrder,
  ),
  ofServed(
    'strict-profile',
    'A certificate departs from the profile of RFC 5280',
    {
      windows: accepts('Windows passes over such departures.', 'inference'),
      openssl: depends('Python 3.13 and other programs that verify strictly refuse it; OpenSSL by itself does not.', pythonDefaultContext),
      gnutls: accepts('GnuTLS passes over such departures.', 'inference'),
      java: accepts('Java passes over such departures.', 'inference'),
    },
    ({ trust }) => trust.strictViolations.some(matters),
  ),
];
