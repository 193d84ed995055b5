import { handshakeUsage } from '../../reading/handshake-needs.ts';
import { ANY_EXTENDED_KEY_USAGE, SERVER_AUTHENTICATION } from '../../reading/key-purposes.ts';
import type { Served } from '../../reading/served.ts';
import { accepts, type ClientRule, depends, ofServed, refuses } from '../client.ts';
import { windowsSslPolicy } from '../sources.ts';

const wrongUsage = windowsSslPolicy('CERT_E_WRONG_USAGE');
const usedByTls = ['digitalSignature', 'keyEncipherment', 'keyAgreement'];
const lacks = ({ leaf }: Served, usage: string): boolean => leaf.keyUsage !== null && !leaf.keyUsage.includes(usage);
const fitsTls = ({ leaf }: Served): boolean => leaf.keyUsage === null || leaf.keyUsage.some((usage) => usedByTls.includes(usage));
const purposes = ({ leaf }: Served): readonly string[] | null => leaf.extendedKeyUsage;

export const purposeRules: readonly ClientRule[] = [
  ofServed(
    'not-for-servers',
    'Server Authentication is not among its purposes',
    {
      windows: refuses('Windows asks for Server Authentication where a certificate names purposes.', wrongUsage),
      openssl: refuses('OpenSSL asks for Server Authentication where a certificate names purposes.'),
      gnutls: depends('OpenLDAP does not ask for purposes; gnutls-cli and other programs do.'),
      java: refuses('Java asks for Server Authentication where a certificate names purposes.'),
    },
    (served) => {
      const named = purposes(served);
      return named !== null && !named.includes(SERVER_AUTHENTICATION) && !named.includes(ANY_EXTENDED_KEY_USAGE);
    },
  ),
  ofServed(
    'any-purpose-only',
    'Any Purpose stands for Server Authentication',
    {
      windows: accepts('Windows takes Any Purpose for every purpose.', 'inference'),
      openssl: refuses('OpenSSL wants Server Authentication by name.'),
      gnutls: accepts('GnuTLS takes Any Purpose for every purpose.'),
      java: accepts('Java takes Any Purpose for every purpose.'),
    },
    (served) => {
      const named = purposes(served);
      return named !== null && !named.includes(SERVER_AUTHENTICATION) && named.includes(ANY_EXTENDED_KEY_USAGE);
    },
  ),
  ofServed(
    'key-not-for-tls',
    'The key is for nothing that TLS does',
    {
      windows: refuses('A key that may neither sign nor encipher cannot serve TLS.', 'inference'),
      openssl: refuses('OpenSSL finds the certificate unsuitable for a server.'),
      gnutls: refuses('GnuTLS finds that the key is used against its key usage.'),
      java: refuses('Java finds that the key usage does not allow it.'),
    },
    (served) => !fitsTls(served),
  ),
  ofServed(
    'key-may-not-sign',
    'The key may not sign, and the handshake has it sign',
    {
      windows: depends('Whether Schannel holds a server to the key usage differs between its versions.', 'inference'),
      openssl: accepts('OpenSSL is content with any usage that TLS can make of a key.'),
      gnutls: refuses('GnuTLS finds that the key is used against its key usage.'),
      java: refuses('Java finds that the key usage does not allow it.'),
    },
    (served, { attempt }) => fitsTls(served) && lacks(served, 'digitalSignature') && handshakeUsage(attempt) === 'digitalSignature',
  ),
  ofServed(
    'key-may-not-encipher',
    'The key may not encipher, and the handshake enciphers to it',
    {
      windows: depends('Whether Schannel holds a server to the key usage differs between its versions.', 'inference'),
      openssl: accepts('OpenSSL is content with any usage that TLS can make of a key.'),
      gnutls: refuses('GnuTLS finds that the key is used against its key usage.'),
      java: refuses('Java finds that the key usage does not allow it.'),
    },
    (served, { attempt }) => fitsTls(served) && lacks(served, 'keyEncipherment') && handshakeUsage(attempt) === 'keyEncipherment',
  ),
];
