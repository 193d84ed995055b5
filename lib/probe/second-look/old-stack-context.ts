import { constants } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';

/** Suites of the years before authenticated encryption was common; the last two groups are RSA key exchange with CBC. */
const suites = [
  'ECDHE-ECDSA-AES128-SHA',
  'ECDHE-ECDSA-AES256-SHA',
  'ECDHE-RSA-AES128-SHA',
  'ECDHE-RSA-AES256-SHA',
  'DHE-RSA-AES128-SHA',
  'DHE-RSA-AES256-SHA',
  'AES128-SHA256',
  'AES256-SHA256',
  'AES128-SHA',
  'AES256-SHA',
];

let context: SecureContext | null = null;

/**
 * The greeting of an old stack: up to TLS 1.2, few suites, two curves, no ticket and no encrypt-then-MAC. It has none of TLS 1.3's
 * extensions and half the size of the usual greeting, so it passes where either of these is not borne. Made once.
 */
export function oldStackContext(): SecureContext {
  context ??= createSecureContext({
    ca: [],
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.2',
    ciphers: `${suites.join(':')}:@SECLEVEL=0`,
    ecdhCurve: 'P-256:P-384',
    sigalgs: 'RSA+SHA256:ECDSA+SHA256:RSA+SHA384:ECDSA+SHA384:RSA+SHA1:ECDSA+SHA1',
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT | constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_ENCRYPT_THEN_MAC,
  });
  return context;
}
