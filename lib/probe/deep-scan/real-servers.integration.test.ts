import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../simulation/certificate-factory.ts';
import { type GnuTlsServer, startGnuTls } from '../testing/real/gnutls.ts';
import { type OpenLdap, startOpenLdap } from '../testing/real/openldap.ts';
import type { ServerCertificate } from '../testing/real/program.ts';
import { type SambaDomainController, startSamba } from '../testing/real/samba.ts';
import { makeServerCertificates } from '../testing/real/server-faults.ts';
import { createTrustAnchors } from '../x509/trust-anchors.ts';
import { weakCipherKinds } from './record.ts';
import { offeredOf, scanPort, versionOf } from './testing/scan-port.ts';

describe('a real OpenLDAP', () => {
  const host = 'ldap1.corp.test';
  const address = '127.0.2.1';
  const [ldapPort, ldapsPort] = [14_389, 14_636];
  const plainPorts = { [ldapsPort]: [ldapPort], [ldapPort]: [ldapPort] };
  let server: OpenLdap;
  beforeAll(async () => {
    const { healthy } = await makeServerCertificates(host);
    server = await startOpenLdap({ address, ldapPort, ldapsPort, certificate: healthy });
  });
  afterAll(() => server?.stop());

  it('answers every question on its LDAPS port', async () => {
    const record = await scanPort(ldapsPort, { addresses: [address], plainPorts }, { host });
    expect(record).toMatchObject({ outcome: 'complete', weakKindsAsked: weakCipherKinds, stapled: false });
    expect(versionOf(record, 'TLSv1.2')).toMatchObject({ offered: 'yes', ephemeralKey: { type: 'ECDH' } });
    expect(versionOf(record, 'TLSv1.3')).toMatchObject({ offered: 'yes' });
    expect(record.weakCiphers).toEqual([]);
    expect(record.startTls).toMatchObject([{ port: ldapPort, connect: 'ok', resultCode: 0, handshake: 'ok' }]);
    const chains = [...record.versions.filter(({ offered }) => offered === 'yes'), ...record.names, ...record.startTls];
    for (const { chain } of chains) expect(chain).toEqual(record.certificates.map(({ sha256 }) => sha256));
  });

  it('answers the same behind StartTLS', async () => {
    const record = await scanPort(ldapPort, { addresses: [address], plainPorts }, { host, transport: 'starttls' });
    expect(record).toMatchObject({ outcome: 'complete', startTls: [{ port: ldapPort, resultCode: 0, handshake: 'ok' }] });
    expect(offeredOf(record)).toEqual(offeredOf(await scanPort(ldapsPort, { addresses: [address] }, { host })));
  });

  it('without any TLS configuration agrees to nothing, and refuses StartTLS', async () => {
    await server.useCertificate(null);
    const record = await scanPort(ldapsPort, { addresses: [address], plainPorts }, { host });
    expect(offeredOf(record)).toEqual(['unclear', 'unclear', 'unclear', 'unclear']);
    expect(record).toMatchObject({ outcome: 'partial', certificates: [], startTls: [{ connect: 'ok', resultCode: 2, chain: [] }] });
  });
});

describe('a real Samba Active Directory domain controller', () => {
  const host = 'dc1.samba.test';
  const address = '127.0.2.2';
  let server: SambaDomainController;
  let rootPem: string;
  beforeAll(async () => {
    const certificates = await makeServerCertificates(host);
    rootPem = certificates.rootPem;
    server = await startSamba({ address, certificate: certificates.healthy });
  });
  afterAll(() => server?.stop());

  it.each([636, 3269])('answers every question on port %i, and grants StartTLS on both plain ports', async (port) => {
    const asked: string[][] = [];
    const record = await scanPort(
      port,
      {
        addresses: [address],
        plainPorts: { [port]: [389, 3268] },
        anchors: createTrustAnchors([{ store: 'corp', pem: rootPem }]),
        checkRevocation: async ({ certificates: chain }) => {
          asked.push(chain.map(({ subject }) => subject));
          return { allowed: false, answers: [] };
        },
      },
      { host },
    );
    expect(record.outcome).toBe('complete');
    expect(versionOf(record, 'TLSv1.2')).toMatchObject({ offered: 'yes' });
    expect(versionOf(record, 'TLSv1.3')).toMatchObject({ offered: 'yes' });
    expect(record.startTls.map(({ port: plain, resultCode, handshake }) => [plain, resultCode, handshake])).toEqual([
      [389, 0, 'ok'],
      [3268, 0, 'ok'],
    ]);
    expect(record.names.map(({ outcome }) => outcome)).toEqual(['certificate', 'certificate', 'certificate']);
    expect(asked).toEqual([[`CN=${host}`, 'CN=Corp Issuing CA,O=Corp', 'CN=Corp Root CA,O=Corp']]);
  });

  it('behind StartTLS on 389 shows the same versions', async () => {
    const record = await scanPort(389, { addresses: [address] }, { host, transport: 'starttls' });
    expect(offeredOf(record)).toEqual(offeredOf(await scanPort(636, { addresses: [address] }, { host })));
    expect(record.outcome).toBe('complete');
  });
});

describe('a real GnuTLS', () => {
  const port = 14_637;
  let certificate: ServerCertificate;
  let server: GnuTlsServer | null = null;
  beforeAll(async () => {
    const leaf = await (await createAuthority()).issue({ dnsNames: ['dc1.example.test'], key: 'RSA-2048' });
    certificate = { certificatePem: leaf.pem, keyPem: leaf.keyPem, issuersPem: '' };
  });
  afterEach(async () => {
    await server?.stop();
    server = null;
  });
  const scanWith = async (priority: string) => {
    server = await startGnuTls({ port, priority, certificate });
    return scanPort(port);
  };

  it('with 3DES and RC4 shows both, under the suites it has of them', async () => {
    const record = await scanWith('NORMAL:+3DES-CBC:+ARCFOUR-128:+SHA1:+MD5');
    const names = record.weakCiphers.map(({ name }) => name);
    expect(new Set(record.weakCiphers.map(({ kind }) => kind))).toEqual(new Set(['RC4', '3DES']));
    expect(names).toContain('TLS_RSA_WITH_3DES_EDE_CBC_SHA');
    expect(names).toContain('TLS_RSA_WITH_RC4_128_SHA');
    expect(record).toMatchObject({ outcome: 'complete', staticRsaKeyExchange: true });
    expect(offeredOf(record)).toEqual(['yes', 'yes', 'yes', 'yes']);
  });

  it('with NULL ciphers and anonymous key exchange shows both', async () => {
    const record = await scanWith('NORMAL:-VERS-TLS1.3:+NULL:+ANON-DH:+ANON-ECDH:+SHA1');
    expect(new Set(record.weakCiphers.map(({ kind }) => kind))).toEqual(new Set(['NULL', 'anonymous']));
    expect(offeredOf(record).at(-1)).toBe('no');
  });

  it('that is strict shows nothing weak', async () => {
    const record = await scanWith('SECURE256:-VERS-ALL:+VERS-TLS1.2:-RSA:-DHE-RSA');
    expect(offeredOf(record)).toEqual(['no', 'no', 'yes', 'no']);
    expect(record).toMatchObject({ weakCiphers: [], staticRsaKeyExchange: false, finiteFieldBits: null });
  });
});
