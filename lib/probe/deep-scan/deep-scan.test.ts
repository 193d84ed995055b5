import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureVersion, type TlsOptions } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startLdapServer } from '../../simulation/ldap-server.ts';
import type { SimulatedServer } from '../../simulation/listener.ts';
import { createTestAuthority, TEST_HOST, type TestAuthority } from '../testing/probe-setup.ts';
import { STRANGE_NAME } from './questions/names.ts';
import { protocols, weakCipherKinds } from './record.ts';
import { offeredOf, scanPort, versionOf } from './testing/scan-port.ts';

let authority: TestAuthority;
let rsa: { cert: string; key: string };
let ecdsa: { cert: string; key: string };
const servers: SimulatedServer[] = [];
const withTls = async (tls: TlsOptions): Promise<SimulatedServer> => {
  const server = await startLdapServer({ tls });
  servers.push(server);
  return server;
};
/** Everything that OpenSSL still has. */
const everything = { minVersion: 'TLSv1', ciphers: 'ALL:COMPLEMENTOFALL:@SECLEVEL=0' } as const;
const fingerprint = (pem: string) => new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();

beforeAll(async () => {
  authority = await createTestAuthority();
  rsa = await authority.tls({ key: 'RSA-2048' });
  ecdsa = await authority.tls({ key: 'P-256' });
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    await vi.waitFor(() => expect(server.openCount()).toBe(0));
    await server.stop();
  }
});

describe('the protocol versions', () => {
  const ranges: [SecureVersion, SecureVersion, string[]][] = [
    ['TLSv1', 'TLSv1', ['yes', 'no', 'no', 'no']],
    ['TLSv1.1', 'TLSv1.1', ['no', 'yes', 'no', 'no']],
    ['TLSv1.2', 'TLSv1.2', ['no', 'no', 'yes', 'no']],
    ['TLSv1.3', 'TLSv1.3', ['no', 'no', 'no', 'yes']],
    ['TLSv1', 'TLSv1.3', ['yes', 'yes', 'yes', 'yes']],
    ['TLSv1.2', 'TLSv1.3', ['no', 'no', 'yes', 'yes']],
  ];
  it.each(ranges)('of a server from %s to %s are each told apart', async (minVersion, maxVersion, offered) => {
    const server = await withTls({ ...rsa, minVersion, maxVersion, ciphers: 'DEFAULT:@SECLEVEL=0' });
    const record = await scanPort(server.port);
    expect(record.versions.map(({ protocol }) => protocol)).toEqual(protocols);
    expect(offeredOf(record)).toEqual(offered);
    expect(record).toMatchObject({ outcome: 'complete', because: null, address: '127.0.0.1', weakCiphers: [] });
    expect(record.connections).toBe(server.connectionCount());
    for (const version of record.versions) {
      expect(version.chain).toHaveLength(version.offered === 'yes' ? 2 : 0);
      expect(version.cipher === null).toBe(version.offered === 'no');
    }
    expect(record.certificates).toHaveLength(2);
    expect(record.certificates[0]?.dnsNames).toEqual([TEST_HOST]);
  });

  it('come with the cipher and key that the server chose', async () => {
    const server = await withTls({ ...ecdsa, ciphers: 'DEFAULT:@SECLEVEL=0', minVersion: 'TLSv1', ecdhCurve: 'P-384' });
    const record = await scanPort(server.port);
    const ephemeralKey = { type: 'ECDH', name: 'secp384r1', bits: 384 };
    expect(versionOf(record, 'TLSv1')).toMatchObject({ cipher: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA', ephemeralKey });
    expect(versionOf(record, 'TLSv1.2')).toMatchObject({ cipher: 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', ephemeralKey });
    expect(versionOf(record, 'TLSv1.3')).toMatchObject({ cipher: 'TLS_AES_256_GCM_SHA384', ephemeralKey });
  });

  it.each(['P-384', 'RSA-4096'] as const)('are seen of a server with a key of type %s', async (key) => {
    const server = await withTls({ ...(await authority.tls({ key })), minVersion: 'TLSv1.2' });
    expect(offeredOf(await scanPort(server.port))).toEqual(['no', 'no', 'yes', 'yes']);
  });

  it('that are refused show the alert of the server', async () => {
    const server = await withTls({ ...rsa, minVersion: 'TLSv1.3' });
    const record = await scanPort(server.port);
    expect(record.versions.map(({ alert }) => alert)).toEqual([70, 70, 70, null]);
    // Cipher suites of older versions are then impossible, and nobody is bothered with them.
    expect(record).toMatchObject({ weakKindsAsked: weakCipherKinds, weakCiphers: [], staticRsaKeyExchange: false, finiteFieldBits: null });
    expect(server.connectionCount()).toBeLessThan(10);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('are seen of a server that wants a client certificate in %s', async (maxVersion) => {
    const server = await withTls({ ...rsa, maxVersion, requestCert: true, rejectUnauthorized: true });
    const record = await scanPort(server.port);
    expect(versionOf(record, maxVersion)).toMatchObject({ offered: 'yes', chain: [expect.any(String), expect.any(String)] });
    expect(record.names.map(({ outcome }) => outcome)).toEqual(['certificate', 'certificate', 'certificate']);
  });
});

describe('the key exchange', () => {
  it.each([1024, 2048] as const)('shows a finite-field group of %i bits', async (bits) => {
    const server = await withTls({ ...rsa, ciphers: 'DHE:ECDHE:@SECLEVEL=0', dhparam: groups[bits], minVersion: 'TLSv1.2' });
    expect(await scanPort(server.port)).toMatchObject({ finiteFieldBits: bits, staticRsaKeyExchange: false });
  });

  it('is static where the server takes AES128-SHA', async () => {
    const server = await withTls({ ...rsa, ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA' });
    expect(await scanPort(server.port)).toMatchObject({ finiteFieldBits: null, staticRsaKeyExchange: true });
  });

  it('of a server with nothing but static RSA has no ephemeral key', async () => {
    const server = await withTls({ ...rsa, ciphers: 'AES256-SHA:@SECLEVEL=0', maxVersion: 'TLSv1.2' });
    const record = await scanPort(server.port);
    expect(versionOf(record, 'TLSv1.2')).toMatchObject({ cipher: 'TLS_RSA_WITH_AES_256_CBC_SHA', ephemeralKey: null });
  });
});

describe('weak cipher suites', () => {
  it('of OpenSSL with all that it has are NULL and anonymous ones, several of each', async () => {
    const server = await withTls({ ...rsa, ...everything, dhparam: groups[1024] });
    const record = await scanPort(server.port);
    expect(new Set(record.weakCiphers.map(({ kind }) => kind))).toEqual(new Set(['NULL', 'anonymous']));
    expect(record.weakCiphers.length).toBeGreaterThan(3);
    expect(new Set(record.weakCiphers.map(({ name }) => name)).size).toBe(record.weakCiphers.length);
    expect(record.weakCiphers[0]).toMatchObject({ kind: 'NULL', protocol: 'TLSv1.2', name: expect.stringContaining('_WITH_NULL_') });
    expect(record).toMatchObject({ weakKindsAsked: weakCipherKinds, finiteFieldBits: 1024 });
    expect(server.connectionCount()).toBeLessThanOrEqual(24);
  });

  it('of a sound server are none, and every kind was asked for', async () => {
    const server = await withTls(rsa);
    expect(await scanPort(server.port)).toMatchObject({ weakCiphers: [], weakKindsAsked: weakCipherKinds, outcome: 'complete' });
  });
});

describe('the certificates by server name', () => {
  it('are told apart', async () => {
    const other = await authority.tls({ key: 'RSA-2048', dnsNames: ['other.example.test'] });
    const server = await withTls({
      ...rsa,
      SNICallback: (name, done) => done(null, createSecureContext(name === STRANGE_NAME ? other : rsa)),
    });
    const record = await scanPort(server.port);
    expect(record.names.map(({ serverName, outcome }) => [serverName, outcome])).toEqual([
      [TEST_HOST, 'certificate'],
      [null, 'certificate'],
      [STRANGE_NAME, 'certificate'],
    ]);
    const [own, nameless, strange] = record.names.map(({ chain }) => chain[0]);
    expect(own).toBe(fingerprint(rsa.cert));
    expect(nameless).toBe(own);
    expect(strange).not.toBe(own);
    expect(record.certificates).toHaveLength(3);
  });

  it('that the server denies to a strange name show its alert', async () => {
    const server = await withTls({
      ...rsa,
      SNICallback: (name, done) => done(name === TEST_HOST ? null : new Error('unknown name'), createSecureContext(rsa)),
    });
    const { names } = await scanPort(server.port);
    expect(names[0]?.outcome).toBe('certificate');
    expect(names[2]).toMatchObject({ serverName: STRANGE_NAME, chain: [] });
    expect(names[2]?.outcome).not.toBe('certificate');
  });

  it('of a target without a name are asked for without one, and under a strange one', async () => {
    const server = await withTls(rsa);
    const { names, versions } = await scanPort(server.port, {}, { host: '127.0.0.1' });
    expect(names.map(({ serverName }) => serverName)).toEqual([null, STRANGE_NAME]);
    expect(versions[2]).toMatchObject({ offered: 'yes' });
  });
});

const groups = {
  1024: `-----BEGIN DH PARAMETERS-----
MIGHAoGBAP//////////yQ/aoiFowjTExmKLgNwc0SkCTgiKZ8x0Agu+pjsTmyJR
Sgh5jjQE3e+VGbPNOkMbMCsKbfJfFDdP4TVtbVHCReSFtXZiXn7G9ExC6aY37WsL
/1y29Aa37e44a/taiZ+lrp8kEXxLH+ZJKGZR7OZTgf//////////AgEC
-----END DH PARAMETERS-----
`,
  2048: `-----BEGIN DH PARAMETERS-----
MIIBCAKCAQEA//////////+t+FRYortKmq/cViAnPTzx2LnFg84tNpWp4TZBFGQz
+8yTnc4kmz75fS/jY2MMddj2gbICrsRhetPfHtXV/WVhJDP1H18GbtCFY2VVPe0a
87VXE15/V8k1mE8McODmi3fipona8+/och3xWKE2rec1MKzKT0g6eXq8CrGCsyT7
YdEIqUuyyOP7uWrat2DX9GgdT0Kj3jlN9K5W7edjcrsZCwenyO4KbXCeAvzhzffi
7MA0BM0oNC9hkXL+nOmFg/+OTxIy7vKBg8P+OxtMb61zO7X8vC7CIAXFjvGDfRaD
ssbzSibBsu/6iGtCOGEoXJf//////////wIBAg==
-----END DH PARAMETERS-----
`,
} as const;
