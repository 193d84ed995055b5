import { getDiffieHellman } from 'node:crypto';
import { now } from '#lib/clock.ts';
import { type Authority, createAuthority, createSelfSigned } from '../../../simulation/certificate-factory.ts';
import type { SimulatedServer } from '../../../simulation/listener.ts';
import { signCrl } from '../../../simulation/revocation-crl.ts';
import { type RevocationServer, startRevocationServer } from '../../../simulation/revocation-server.ts';
import { certified, certifiedBy, daysFrom, RANGE_HOST, type RangeEndpoint, type RangeMaterials } from '../range/range-endpoint.ts';

/** A server that tells clients apart. */
export type ClientEndpoint = Pick<RangeEndpoint, 'id' | 'what' | 'host' | 'start'> & {
  /** The client has the server's certificate itself among its trust anchors, beside the root of the range. */
  trustsLeaf?: boolean;
  /** Its certificate is revoked, as its issuer's CRL says. */
  revoked?: boolean;
  /** What the client trusts instead of the root of the range, as PEM. */
  anchorsPem?: (materials: RangeMaterials) => Promise<string>;
};

const weakened = 'DEFAULT@SECLEVEL=0';
const only12 = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;
const alternativeName = (value: Uint8Array) => ({ dnsNames: [], extraExtensions: [{ type: '2.5.29.17', value }] });
const mailAlone = alternativeName(Uint8Array.of(0x30, 0x05, 0x81, 0x03, 0x61, 0x40, 0x62));
/** Diffie-Hellman parameters of a well-known group (RFC 2409, RFC 3526) as PKCS #3 PEM; generator 2. */
function groupPem(name: 'modp2' | 'modp5' | 'modp14'): string {
  const prime = Buffer.concat([Buffer.of(0), getDiffieHellman(name).getPrime()]);
  const length = (bytes: number) => Buffer.of(0x82, bytes >> 8, bytes & 0xff);
  const body = Buffer.concat([Buffer.of(0x02), length(prime.length), prime, Buffer.of(0x02, 1, 2)]);
  const der = Buffer.concat([Buffer.of(0x30), length(body.length), body]);
  return `-----BEGIN DH PARAMETERS-----\n${der.toString('base64')}\n-----END DH PARAMETERS-----\n`;
}

const past = { notBefore: daysFrom(now(), -400), notAfter: daysFrom(now(), -2) };

let expiredRoot: Promise<Authority> | undefined;
/** A root whose dates have passed; the same for the server and for who trusts it. */
const oldRoot = (): Promise<Authority> => {
  expiredRoot ??= createAuthority({ subject: 'CN=Expired Root CA,O=Range', ...past });
  return expiredRoot;
};

/** A server whose certificate points to something that is published, which is served beside it. */
const publishing =
  (start: (publisher: RevocationServer, materials: RangeMaterials) => Promise<SimulatedServer>) =>
  async (materials: RangeMaterials): Promise<SimulatedServer> => {
    const publisher = await startRevocationServer();
    const server = await start(publisher, materials);
    const stop = async () => {
      await Promise.all([server.stop(), publisher.stop()]);
    };
    return { ...server, stop };
  };

/** Sends its leaf alone, which says where the issuer can be fetched, and there it can. */
const startFetchable = publishing((publisher, materials) =>
  certifiedBy(async ({ issuing, host }) => {
    publisher.route('/issuing.crt', issuing.certificate.der);
    const { der, keyPem } = await issuing.issue({ dnsNames: [host], issuerAddresses: [publisher.url('/issuing.crt')] });
    return { chain: [der], keyPem };
  }).start(materials),
);

/** Its serial number stands in the CRL of its issuer, which can be fetched from where the certificate says. */
const startRevoked = publishing((publisher, materials) => {
  const crl = signCrl(materials.issuing.certificate, { revoked: [{ serial: Uint8Array.of(0x4a, 0x11) }] });
  publisher.route('/issuing.crl', crl);
  return certified({ serialNumber: '4a11', crlAddresses: [publisher.url('/issuing.crl')] }).start(materials);
});

/** What the range does not have: faults that only some clients mind. */
export const clientEndpoints: readonly ClientEndpoint[] = [
  {
    id: 'anchor/self-signed',
    what: 'signed itself, and among the anchors',
    trustsLeaf: true,
    ...certifiedBy(({ host }) => createSelfSigned({ dnsNames: [host] })),
  },
  {
    id: 'anchor/self-signed-no-authority',
    what: 'signed itself, says that it is no authority, and is among the anchors',
    trustsLeaf: true,
    ...certifiedBy(({ host }) => createSelfSigned({ dnsNames: [host], isAuthority: false })),
  },
  {
    id: 'anchor/self-signed-authority',
    what: 'signed itself as an authority, and among the anchors',
    trustsLeaf: true,
    ...certifiedBy(({ host }) =>
      createSelfSigned({ dnsNames: [host], isAuthority: true, keyUsage: ['digitalSignature', 'keyEncipherment', 'keyCertSign'] }),
    ),
  },
  {
    id: 'anchor/self-signed-expired',
    what: 'signed itself, expired, and among the anchors',
    trustsLeaf: true,
    ...certifiedBy(({ host }) => createSelfSigned({ dnsNames: [host], ...past })),
  },
  {
    id: 'anchor/leaf',
    what: 'issued by a stranger, and itself among the anchors',
    trustsLeaf: true,
    ...certifiedBy(({ stranger, host }) => stranger.issue({ dnsNames: [host] })),
  },
  {
    id: 'anchor/leaf-of-known-issuer-not-sent',
    what: 'itself among the anchors, its issuer not sent',
    trustsLeaf: true,
    ...certifiedBy(async ({ issuing, host }) => {
      const { der, keyPem } = await issuing.issue({ dnsNames: [host] });
      return { chain: [der], keyPem };
    }),
  },
  {
    id: 'anchor/issuing-authority',
    what: 'the issuing authority alone is trusted, not its root',
    anchorsPem: async ({ issuing }) => issuing.certificate.pem,
    ...certified(),
  },
  {
    id: 'anchor/expired-root',
    what: 'a trusted root that has expired',
    anchorsPem: async () => (await oldRoot()).certificate.pem,
    ...certifiedBy(async ({ host }) => (await oldRoot()).issue({ dnsNames: [host] })),
  },
  { id: 'chain/issuer-can-be-fetched', what: 'the issuing authority is not sent and can be fetched', start: startFetchable },
  {
    id: 'chain/strict-profile',
    what: 'certificates without key identifiers',
    ...certified({ withoutKeyIdentifiers: true }),
  },
  {
    id: 'name/common-name-beside-others',
    what: 'the name in the common name, other names in the alternative names',
    ...certified({ dnsNames: ['somebody.else.test'], subject: `CN=${RANGE_HOST}` }),
  },
  {
    id: 'name/common-name-beside-mail',
    what: 'the name in the common name, a mail address in the alternative names',
    ...certified({ ...mailAlone, subject: `CN=${RANGE_HOST}` }),
  },
  { id: 'name/ip-address', what: 'dialled by address, which is in it', host: '127.0.0.1', ...certified({ ipAddresses: ['127.0.0.1'] }) },
  {
    id: 'name/ip-address-in-common-name',
    what: 'dialled by address, which is the common name of a certificate without alternative names',
    host: '127.0.0.1',
    ...certified({ dnsNames: [], subject: 'CN=127.0.0.1' }),
  },
  {
    id: 'name/ip-address-in-common-name-beside-names',
    what: 'dialled by address, which is the common name beside DNS names',
    host: '127.0.0.1',
    ...certified({ subject: 'CN=127.0.0.1' }),
  },
  {
    id: 'name/ip-address-as-dns-name',
    what: 'dialled by address, which is written as a DNS name',
    host: '127.0.0.1',
    ...certified({ dnsNames: ['127.0.0.1'] }),
  },
  { id: 'purpose/any', what: 'for any purpose, not for servers by name', ...certified({ extendedKeyUsage: ['any'] }) },
  { id: 'purpose/none', what: 'no enhanced key usages', ...certified({ extendedKeyUsage: null }) },
  {
    id: 'usage/may-not-sign-rsa-1.2',
    what: 'an RSA key that may decrypt only, and TLS 1.2 asks for a signature',
    ...certified({ keyUsage: ['keyEncipherment'], key: 'RSA-2048' }, { tls: { ...only12, ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' } }),
  },
  {
    id: 'usage/may-not-sign-rsa-1.3',
    what: 'an RSA key that may decrypt only, in TLS 1.3',
    ...certified({ keyUsage: ['keyEncipherment'], key: 'RSA-2048' }, { tls: { minVersion: 'TLSv1.3' } }),
  },
  {
    id: 'usage/may-not-encipher',
    what: 'an RSA key that may sign only, with static RSA',
    ...certified({ keyUsage: ['digitalSignature'], key: 'RSA-2048' }, { tls: { ...only12, ciphers: 'AES128-GCM-SHA256' } }),
  },
  { id: 'usage/authority-only', what: 'the key may sign certificates only', ...certified({ keyUsage: ['keyCertSign', 'cRLSign'] }) },
  {
    id: 'usage/no-authority-signs-certificates',
    what: 'an authority bit on the leaf, and the key may sign certificates too',
    ...certified({ isAuthority: true, keyUsage: ['digitalSignature', 'keyEncipherment', 'keyCertSign'] }),
  },
  {
    id: 'key/issuer-rsa-1024',
    what: 'an issuing authority with an RSA key of 1024 bits',
    ...certifiedBy(
      async ({ root, host }) => (await root.intermediate({ subject: 'CN=Small CA', key: 'RSA-1024' })).issue({ dnsNames: [host] }),
      { tls: { ciphers: weakened } },
    ),
  },
  {
    id: 'exchange/dh-1024',
    what: 'Diffie-Hellman of 1024 bits',
    ...certified({ key: 'RSA-2048' }, { tls: { ...only12, ciphers: 'DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0', dhparam: groupPem('modp2') } }),
  },
  {
    id: 'exchange/dh-1536',
    what: 'Diffie-Hellman of 1536 bits',
    ...certified({ key: 'RSA-2048' }, { tls: { ...only12, ciphers: 'DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0', dhparam: groupPem('modp5') } }),
  },
  {
    id: 'exchange/dh-2048',
    what: 'Diffie-Hellman of 2048 bits',
    ...certified({ key: 'RSA-2048' }, { tls: { ...only12, ciphers: 'DHE-RSA-AES128-GCM-SHA256', dhparam: groupPem('modp14') } }),
  },
  { id: 'revocation/must-staple', what: 'asks for a staple that is not sent', ...certified({ mustStaple: true }) },
  {
    id: 'revocation/must-staple-1.2',
    what: 'asks for a staple that is not sent, in TLS 1.2',
    ...certified({ mustStaple: true }, { tls: only12 }),
  },
  { id: 'revocation/revoked', what: 'revoked, by a CRL that can be fetched', revoked: true, start: startRevoked },
];
