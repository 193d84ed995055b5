import { createDiffieHellmanGroup } from 'node:crypto';
import { encodeCount, encodeDer } from '../../../simulation/certificate-factory-der.ts';
import { startSuiteServer } from '../../../simulation/deep-scan-server.ts';
import { startLdapServer } from '../../../simulation/ldap-server.ts';
import type { SimulatedServer } from '../../../simulation/listener.ts';
import { serialOf, signCrl } from '../../../simulation/revocation-crl.ts';
import { startRevocationServer } from '../../../simulation/revocation-server.ts';
import { RANGE_HOST, type RangeEndpoint, type RangeMaterials, serving } from './range-endpoint.ts';

const [ecdhe, ecdheWith3des] = [0xc02f, 0xc012];

/** Parameters of the 1024-bit group that old Windows servers and Java used, as PEM (PKCS #3). */
function smallGroup(): string {
  const prime = createDiffieHellmanGroup('modp2').getPrime();
  const der = encodeDer(0x30, encodeDer(0x02, Uint8Array.of(0), prime), encodeCount(2));
  const lines = Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN DH PARAMETERS-----\n${lines}\n-----END DH PARAMETERS-----\n`;
}

/** A sound server whose certificate names a CRL; `list` makes what stands at its address, null nothing. */
const withRevocationList =
  (list: ((issuer: RangeMaterials['issuing'], leaf: Uint8Array) => Uint8Array) | null) =>
  async ({ issuing }: RangeMaterials): Promise<SimulatedServer> => {
    const lists = await startRevocationServer();
    const leaf = await issuing.issue({ dnsNames: [RANGE_HOST], crlAddresses: [lists.url('/issuing.crl')] });
    if (list !== null) lists.route('/issuing.crl', list(issuing, leaf.der));
    const server = await startLdapServer({ tls: { cert: leaf.chainPem, key: leaf.keyPem } });
    const stop = async () => {
      await Promise.all([server.stop(), lists.stop()]);
    };
    return { ...server, stop };
  };

/** Faults that only the deep scan finds. */
export const deepScanEndpoints: readonly RangeEndpoint[] = [
  {
    id: 'deep/1.0-offered',
    what: 'TLS 1.0 beside newer versions',
    deepScan: 'tls',
    finds: ['legacy-protocol-offered'],
    start: serving({}, { tls: { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } }),
  },
  {
    id: 'deep/small-group',
    what: 'a Diffie-Hellman group of 1024 bits for those who ask',
    deepScan: 'tls',
    finds: ['weak-key-exchange'],
    start: async (materials) =>
      serving(
        { key: 'RSA-2048' },
        { tls: { minVersion: 'TLSv1.2', ciphers: 'ECDHE+AESGCM:DHE+AESGCM:@SECLEVEL=0', dhparam: smallGroup() } },
      )(materials),
  },
  {
    id: 'deep/3des',
    what: '3DES is still taken (the first flight of such a server is emulated)',
    deepScan: 'tls',
    finds: ['weak-cipher'],
    start: serving(),
    scanned: async ({ issuing }) => {
      const leaf = await issuing.issue({ dnsNames: [RANGE_HOST] });
      return startSuiteServer({
        suites: [ecdhe, ecdheWith3des],
        versions: [0x0303],
        chain: leaf.chain,
        keyExchange: () => ({ curve: 23 }),
      });
    },
  },
  {
    id: 'deep/revoked',
    what: 'revoked by its authority’s CRL',
    deepScan: 'revocation',
    finds: ['certificate-revoked'],
    start: withRevocationList(({ certificate }, leaf) => signCrl(certificate, { revoked: [{ serial: serialOf(leaf), reason: 1 }] })),
  },
  {
    id: 'deep/not-revoked',
    what: 'an authority below the root that names no CRL of its own; the leaf is good',
    deepScan: 'revocation',
    finds: ['revocation-unknown'],
    start: withRevocationList(({ certificate }) => signCrl(certificate)),
  },
  {
    id: 'deep/list-missing',
    what: 'a CRL that cannot be had',
    deepScan: 'revocation',
    finds: ['revocation-unknown'],
    start: withRevocationList(null),
  },
];
