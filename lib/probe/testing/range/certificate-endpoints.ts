import { now } from '#lib/clock.ts';
import { createSelfSigned } from '../../../simulation/certificate-factory.ts';
import { certified, certifiedBy, daysFrom, RANGE_HOST, type RangeEndpoint } from './range-endpoint.ts';
import { openLdapRootDse } from './root-dses.ts';

const today = now();
const lived = (fromDays: number, toDays: number) => ({ notBefore: daysFrom(today, fromDays), notAfter: daysFrom(today, toDays) });

/** Faults of the server's own certificate. */
export const certificateEndpoints: readonly RangeEndpoint[] = [
  { id: 'certificate/sound', what: 'nothing', finds: [], ...certified() },
  { id: 'certificate/wildcard', what: 'nothing: a wildcard of the domain', finds: [], ...certified({ dnsNames: ['*.example.test'] }) },
  { id: 'certificate/expired', what: 'expired two days ago', finds: ['certificate-expired'], ...certified(lived(-400, -2)) },
  {
    id: 'certificate/not-yet-valid',
    what: 'valid from tomorrow',
    finds: ['certificate-not-yet-valid'],
    ...certified(lived(1, 398)),
  },
  { id: 'certificate/expiring-soon', what: 'three days left', finds: ['certificate-expiring'], ...certified(lived(-394, 3)) },
  { id: 'certificate/expiring', what: 'twenty days left', finds: ['certificate-expiring'], ...certified(lived(-377, 20)) },
  { id: 'certificate/short-lived', what: 'nothing: twelve of 47 days left', finds: [], ...certified(lived(-35, 12)) },
  {
    id: 'certificate/other-name',
    what: 'for another host',
    finds: ['host-name-not-in-certificate'],
    ...certified({ dnsNames: ['somebody.else.test'] }),
  },
  {
    id: 'certificate/wildcard-too-high',
    what: 'a wildcard one label too high',
    finds: ['host-name-not-in-certificate'],
    ...certified({ dnsNames: ['*.test'] }),
  },
  {
    id: 'certificate/common-name-only',
    what: 'the name stands in the common name alone',
    finds: ['host-name-only-in-common-name'],
    ...certified({ dnsNames: [], subject: `CN=${RANGE_HOST}` }),
  },
  {
    id: 'certificate/name-not-first',
    what: 'the name is the second of the alternative names',
    finds: ['host-name-not-first'],
    ...certified({ dnsNames: ['ldap.example.test', RANGE_HOST], subject: 'CN=ldap.example.test' }),
  },
  {
    id: 'certificate/ip-target',
    what: 'dialled by address, which is not in it',
    host: '127.0.0.1',
    finds: ['host-name-not-in-certificate', 'target-is-ip-address'],
    ...certified(),
  },
  {
    id: 'certificate/for-clients',
    what: 'for client authentication only',
    finds: ['server-auth-eku-missing'],
    ...certified({ extendedKeyUsage: ['clientAuth'] }),
  },
  {
    id: 'certificate/for-kerberos',
    what: 'for KDC authentication only',
    finds: ['server-auth-eku-missing'],
    ...certified({ extendedKeyUsage: ['1.3.6.1.5.2.3.5'] }),
  },
  {
    id: 'certificate/for-anything',
    what: 'a domain controller without enhanced key usages',
    finds: ['server-auth-eku-missing'],
    ...certified({ extendedKeyUsage: null }),
  },
  {
    id: 'certificate/for-anything-on-openldap',
    what: 'nothing: OpenLDAP needs no enhanced key usage',
    finds: [],
    ...certified({ extendedKeyUsage: null }, { rootDse: openLdapRootDse }),
  },
  {
    id: 'certificate/may-not-sign',
    what: 'the key may decrypt only, and the handshake asks for a signature',
    finds: ['key-usage-unsuitable'],
    ...certified({ keyUsage: ['keyEncipherment'] }),
  },
  { id: 'certificate/is-ca', what: 'an authority’s certificate', finds: ['certificate-is-ca'], ...certified({ isAuthority: true }) },
  {
    id: 'certificate/self-signed',
    what: 'signed itself',
    finds: ['self-signed-certificate'],
    ...certifiedBy(({ host }) => createSelfSigned({ dnsNames: [host] })),
  },
  {
    id: 'certificate/expired-self-signed',
    what: 'signed itself and expired',
    finds: ['certificate-expired', 'self-signed-certificate'],
    ...certifiedBy(({ host }) => createSelfSigned({ dnsNames: [host], ...lived(-400, -2) })),
  },
  {
    id: 'certificate/sha1',
    what: 'signed with SHA-1',
    finds: ['weak-signature'],
    ...certified({ signatureHash: 'SHA-1' }, { tls: permissive() }),
  },
  {
    id: 'certificate/md5',
    what: 'signed with MD5',
    finds: ['weak-signature'],
    ...certifiedBy(
      async ({ root, host }) => {
        const issuing = await root.intermediate({ key: 'RSA-2048', subject: 'CN=Old Issuing CA' });
        return issuing.issue({ dnsNames: [host], signatureHash: 'MD5' });
      },
      { tls: permissive() },
    ),
  },
  {
    id: 'certificate/sha384',
    what: 'signed with SHA-384',
    finds: ['signature-hash-unusual'],
    ...certified({ signatureHash: 'SHA-384' }),
  },
  {
    id: 'certificate/rsa-1024',
    what: 'an RSA key of 1024 bits',
    finds: ['weak-key'],
    ...certified({ key: 'RSA-1024' }, { tls: permissive() }),
  },
  { id: 'certificate/rsa-4096', what: 'nothing: an RSA key of 4096 bits', finds: [], ...certified({ key: 'RSA-4096' }) },
  { id: 'certificate/p-384', what: 'nothing: a P-384 key', finds: [], ...certified({ key: 'P-384' }) },
  { id: 'certificate/empty-subject', what: 'nothing: an empty subject', finds: [], ...certified({ subject: '' }) },
  {
    id: 'certificate/with-addresses',
    what: 'dialled by an address that it holds',
    host: '127.0.0.1',
    finds: ['target-is-ip-address'],
    ...certified({ ipAddresses: ['127.0.0.1'] }),
  },
  {
    id: 'certificate/must-staple',
    what: 'nothing that a rule judges: must-staple without a staple',
    finds: [],
    ...certified({ mustStaple: true }),
  },
  {
    id: 'certificate/unknown-critical',
    what: 'a critical extension that nobody knows',
    finds: ['chain-invalid'],
    ...certified({ unknownCritical: '1.2.3.4.5' }),
  },
  {
    id: 'certificate/broken-signature',
    what: 'a signature that does not verify',
    finds: ['chain-invalid'],
    ...certified({ brokenSignature: true }),
  },
  {
    id: 'certificate/malformed',
    what: 'a subject alternative name that is none',
    finds: ['certificate-malformed'],
    ...certified({ dnsNames: [], extraExtensions: [{ type: '2.5.29.17', value: Uint8Array.of(0x30, 0x03, 0x82, 0x7f, 0x41) }] }),
  },
  {
    id: 'certificate/managed-domain-without-wildcard',
    what: 'a managed domain whose certificate has no wildcard',
    subject: { profile: 'entra-ds' },
    finds: ['wildcard-missing'],
    ...certified({ key: 'RSA-2048' }),
  },
  {
    id: 'certificate/managed-domain-short',
    what: 'a managed domain with two months left',
    subject: { profile: 'entra-ds' },
    finds: ['lifetime-too-short'],
    ...certified({ key: 'RSA-2048', dnsNames: ['*.example.test', 'example.test'], ...lived(-300, 60) }),
  },
];

/** OpenSSL serves what its default security level forbids only when told so. */
function permissive() {
  return { ciphers: 'DEFAULT@SECLEVEL=0' };
}
