import { accepts, allRefuse, type ClientRule, depends, ofServed, refuses } from '../client.ts';
import { windowsSslPolicy } from '../sources.ts';

const withoutMatch = 'The name that it connects to is not in the certificate.';

export const nameRules: readonly ClientRule[] = [
  ofServed(
    'name-missing',
    'The name is not in the certificate',
    allRefuse(withoutMatch, windowsSslPolicy('CERT_E_CN_NO_MATCH')),
    ({ name }) => !name.isIpAddress && !name.inSubjectAlternativeName && !name.inCommonName,
  ),
  ofServed(
    'name-in-common-name-alone',
    'The name stands in the common name, and there are no DNS names',
    {
      windows: accepts('Windows falls back to the common name where the certificate has no DNS names.', 'inference'),
      openssl: accepts('OpenSSL falls back to the common name where the certificate has no DNS names; single programs turn that off.'),
      gnutls: accepts('GnuTLS and OpenLDAP fall back to the common name where the certificate has no DNS names.'),
      java: accepts('JNDI falls back to the common name where the certificate has no DNS names.'),
    },
    ({ leaf, name }) => !name.isIpAddress && !name.inSubjectAlternativeName && name.inCommonName && leaf.dnsNames.length === 0,
  ),
  ofServed(
    'name-in-common-name-beside-others',
    'The name stands in the common name, and the DNS names are others',
    {
      windows: refuses('Where DNS names are present, Windows does not look at the common name.', 'inference'),
      openssl: refuses('Where DNS names are present, OpenSSL does not look at the common name.'),
      gnutls: depends('OpenLDAP falls back to the common name even then, unless TLS_REQSAN says otherwise; GnuTLS itself does not.'),
      java: refuses('Where DNS names are present, JNDI does not look at the common name.'),
    },
    ({ leaf, name }) => !name.isIpAddress && !name.inSubjectAlternativeName && name.inCommonName && leaf.dnsNames.length > 0,
  ),
  ofServed(
    'address-missing',
    'Dialled by IP address, which is not in the certificate',
    allRefuse('The address that it connects to is not in the certificate.', windowsSslPolicy('CERT_E_CN_NO_MATCH')),
    ({ name }) => name.isIpAddress && !name.inSubjectAlternativeName && !name.inCommonName,
  ),
  ofServed(
    'address-in-common-name',
    'Dialled by IP address, which stands in the common name alone',
    {
      windows: depends('Windows compares the common name as text, and programs differ in what they ask for.', 'inference'),
      openssl: refuses('OpenSSL wants an address among the IP addresses of the subject alternative name.'),
      gnutls: depends('OpenLDAP falls back to the common name; GnuTLS itself wants an IP address in the subject alternative name.'),
      java: refuses('JNDI wants an address among the IP addresses of the subject alternative name.'),
    },
    ({ name }) => name.isIpAddress && !name.inSubjectAlternativeName && name.inCommonName,
  ),
  ofServed(
    'address-present',
    'Dialled by IP address, which is in the certificate',
    {
      windows: depends('Programs on Windows differ in whether they compare IP addresses of the subject alternative name.', 'inference'),
      openssl: accepts('The address is among the IP addresses of the subject alternative name.'),
      gnutls: accepts('The address is among the IP addresses of the subject alternative name.'),
      java: accepts('The address is among the IP addresses of the subject alternative name.'),
    },
    ({ name }) => name.isIpAddress && name.inSubjectAlternativeName,
  ),
];
