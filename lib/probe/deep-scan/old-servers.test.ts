import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAuthority, type IssuedCertificate } from '../../simulation/certificate-factory.ts';
import { type SuiteServerOptions, startSuiteServer } from '../../simulation/deep-scan-server.ts';
import { TEST_HOST } from '../testing/probe-setup.ts';
import { STRANGE_NAME } from './questions/names.ts';
import { weakCipherKinds } from './record.ts';
import { offeredOf, scanPort as scan, versionOf } from './testing/scan-port.ts';

/** Servers that no library here can be any more are emulated: see startSuiteServer. */
/** The emulation leaves OpenSSL waiting where they share a suite. */
const scanPort = (port: number) => scan(port, { timeouts: { connectionMs: 400 } });
let leaf: IssuedCertificate;
let other: IssuedCertificate;
const servers: Awaited<ReturnType<typeof startSuiteServer>>[] = [];
const emulated = async (options: SuiteServerOptions) => {
  const server = await startSuiteServer({ chain: leaf.chain, ...options });
  servers.push(server);
  return server;
};

beforeAll(async () => {
  const issuing = await (await createAuthority()).intermediate();
  leaf = await issuing.issue({ dnsNames: [TEST_HOST], key: 'RSA-1024', signatureHash: 'SHA-1' });
  other = await issuing.issue({ dnsNames: ['other.example.test'] });
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    await vi.waitFor(() => expect(server.openCount()).toBe(0));
    await server.stop();
  }
});

describe('a server of the years of Windows Server 2003', () => {
  const suites = [0x0004, 0x0005, 0x000a, 0x0009, 0x0064, 0x0062, 0x0003, 0x0006, 0x0012, 0x0011, 0x0013];

  it('shows its version, its chain and every weak kind, though OpenSSL shares nothing with it', async () => {
    const server = await emulated({ suites, versions: [0x0301] });
    const record = await scanPort(server.port);
    expect(offeredOf(record)).toEqual(['yes', 'no', 'no', 'no']);
    expect(versionOf(record, 'TLSv1')).toMatchObject({ cipher: 'TLS_RSA_WITH_RC4_128_MD5', ephemeralKey: null });
    expect(new Set(record.weakCiphers.map(({ kind }) => kind))).toEqual(new Set(['export', 'DES', 'RC4', '3DES']));
    expect(record.weakCiphers.every(({ protocol }) => protocol === 'TLSv1')).toBe(true);
    expect(record.weakCiphers).toContainEqual({ name: 'TLS_RSA_WITH_DES_CBC_SHA', kind: 'DES', protocol: 'TLSv1' });
    expect(record.weakCiphers).toContainEqual({ name: 'TLS_RSA_EXPORT1024_WITH_RC4_56_SHA', kind: 'export', protocol: 'TLSv1' });
    expect(record).toMatchObject({ staticRsaKeyExchange: true, weakKindsAsked: weakCipherKinds, outcome: 'complete' });
    expect(record.certificates.map(({ sha256 }) => sha256)).toContain(leaf.sha256);
    expect(server.connectionCount()).toBeLessThanOrEqual(24);
  });

  it('shows its certificate under every name', async () => {
    const chain = (serverName: string | null) => (serverName === STRANGE_NAME ? other.chain : leaf.chain);
    const { names } = await scanPort((await emulated({ suites, versions: [0x0301], chain })).port);
    expect(names.map(({ serverName, outcome, chain: [first] }) => [serverName, outcome, first])).toEqual([
      [TEST_HOST, 'certificate', leaf.sha256],
      [null, 'certificate', leaf.sha256],
      [STRANGE_NAME, 'certificate', other.sha256],
    ]);
  });
});

describe('suites that a server keeps for old clients', () => {
  it('are found though it denies them under TLS 1.2', async () => {
    // Up to TLS 1.0 it has EXPORT, up to TLS 1.1 DES, as the standards say.
    const suites = (version: number) => [0x002f, ...(version < 0x0303 ? [0x0009] : []), ...(version < 0x0302 ? [0x0008] : [])];
    const { weakCiphers } = await scanPort((await emulated({ suites })).port);
    expect(weakCiphers).toContainEqual({ name: 'TLS_RSA_WITH_DES_CBC_SHA', kind: 'DES', protocol: 'TLSv1.1' });
    expect(weakCiphers).toContainEqual({ name: 'TLS_RSA_EXPORT_WITH_DES40_CBC_SHA', kind: 'export', protocol: 'TLSv1' });
  });

  it.each([
    [0x0001, 'NULL', 'TLS_RSA_WITH_NULL_MD5'],
    [0x0018, 'anonymous', 'TLS_DH_anon_WITH_RC4_128_MD5'],
    [0x0003, 'export', 'TLS_RSA_EXPORT_WITH_RC4_40_MD5'],
    [0x0009, 'DES', 'TLS_RSA_WITH_DES_CBC_SHA'],
    [0x0005, 'RC4', 'TLS_RSA_WITH_RC4_128_SHA'],
    [0x000a, '3DES', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA'],
  ] as const)('with number %i are named and of kind %s', async (suite, kind, name) => {
    const server = await emulated({ suites: [0xc02f, suite], versions: [0x0301, 0x0303] });
    const { weakCiphers } = await scanPort(server.port);
    expect(weakCiphers.map((found) => [found.kind, found.name])).toEqual([[kind, name]]);
  });
});

describe('a finite-field group', () => {
  it('counts by the smallest that was seen, the one for export suites included', async () => {
    const keyExchange = (suite: number) => (suite === 0x0014 ? { groupBits: 512 } : suite === 0x0033 ? { groupBits: 1024 } : null);
    const server = await emulated({ suites: [0x0033, 0x0014], keyExchange });
    const record = await scanPort(server.port);
    expect(record.finiteFieldBits).toBe(512);
    expect(versionOf(record, 'TLSv1.2').ephemeralKey).toEqual({ type: 'DH', name: null, bits: 1024 });
  });

  it('is shown of a server that prefers curves', async () => {
    const keyExchange = (suite: number) => (suite === 0x0033 ? { groupBits: 768 } : { curve: 0x13 });
    const record = await scanPort((await emulated({ suites: [0xc013, 0x0033], keyExchange })).port);
    expect(record.finiteFieldBits).toBe(768);
    expect(versionOf(record, 'TLSv1.2').ephemeralKey).toEqual({ type: 'ECDH', name: 'secp192r1', bits: 192 });
  });
});

describe('a server of SSL 3.0', () => {
  it('offers none of the versions, as it says itself', async () => {
    const record = await scanPort((await emulated({ suites: [0x0005], lies: { version: 0x0300 } })).port);
    expect(offeredOf(record).slice(0, 3)).toEqual(['no', 'no', 'no']);
    expect(record).toMatchObject({ weakCiphers: [], staticRsaKeyExchange: false });
  });
});

describe('a server that answers what was not asked', () => {
  it.each([{ suite: 0x0004 }, { suite: 0x1301 }, { version: 0x0304 }, { version: 0x0300 }, { version: 0x0000 }])(
    'with %j has agreed to nothing that was not on offer',
    async (lies) => {
      const server = await emulated({ suites: [0xc02f], lies });
      const { weakCiphers, versions } = await scanPort(server.port);
      // Where RC4 was on offer, that answer was no lie.
      expect(weakCiphers.filter(({ kind }) => kind !== 'RC4')).toEqual([]);
      for (const { offered } of versions) if ('version' in lies) expect(offered).not.toBe('yes');
    },
  );
});
