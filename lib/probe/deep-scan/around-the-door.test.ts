import type { TlsOptions } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startBrokenServer } from '../../simulation/broken-server.ts';
import { type LdapServerOptions, startLdapServer } from '../../simulation/ldap-server.ts';
import type { SimulatedServer } from '../../simulation/listener.ts';
import type { CertificateFacts } from '../evidence.ts';
import type { RevocationCheck } from '../revocation/contract.ts';
import { createTestAuthority, TEST_HOST, type TestAuthority } from '../testing/probe-setup.ts';
import type { RevocationAnswer } from './record.ts';
import { offeredOf, scanPort } from './testing/scan-port.ts';

let authority: TestAuthority;
let tls: { cert: string; key: string };
const servers: SimulatedServer[] = [];
const started = async (starting: Promise<SimulatedServer>): Promise<SimulatedServer> => {
  const server = await starting;
  servers.push(server);
  return server;
};
const ldaps = (over: TlsOptions = {}) => started(startLdapServer({ tls: { ...tls, ...over } }));
const plain = (options: LdapServerOptions = {}) => started(startLdapServer({ transport: 'plain', ...options }));

beforeAll(async () => {
  authority = await createTestAuthority();
  tls = await authority.tls({ key: 'RSA-2048' });
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    await vi.waitFor(() => expect(server.openCount()).toBe(0));
    await server.stop();
  }
});

describe('StartTLS at the plain ports', () => {
  it('is told with its chain, or with the words of the refusal', async () => {
    const door = await ldaps();
    const other = await authority.tls({ key: 'P-256' });
    const [granting, refusing, silentAboutTls] = await Promise.all([
      plain({ tls: other }),
      plain({ startTlsRefusal: { resultCode: 52, message: '00000000: LdapErr: DSID-0C090F78, comment: Error initializing SSL/TLS' } }),
      plain(),
    ]);
    const gone = await startBrokenServer('silent');
    await gone.stop();
    const ports = [granting.port, refusing.port, silentAboutTls.port, gone.port];
    const record = await scanPort(door.port, { plainPorts: { [door.port]: ports } });
    expect(record.startTls).toEqual([
      expect.objectContaining({ port: granting.port, connect: 'ok', resultCode: 0, handshake: 'ok', diagnosticMessage: null }),
      expect.objectContaining({ connect: 'ok', resultCode: 52, handshake: 'not-tried', chain: [] }),
      expect.objectContaining({ resultCode: 2, diagnosticMessage: 'unsupported extended operation' }),
      { port: gone.port, connect: 'refused', resultCode: null, diagnosticMessage: null, handshake: 'not-tried', chain: [] },
    ]);
    expect(record.startTls[1]?.diagnosticMessage).toContain('Error initializing SSL/TLS');
    expect(record.startTls[0]?.chain).toHaveLength(2);
    expect(record.startTls[0]?.chain[0]).not.toBe(record.names[0]?.chain[0]);
    expect(record).toMatchObject({ outcome: 'complete', because: null });
  });

  it('is the way to every question where the door is behind it', async () => {
    const server = await plain({ tls: { ...tls, minVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } });
    const record = await scanPort(server.port, {}, { transport: 'starttls' });
    expect(offeredOf(record)).toEqual(['no', 'yes', 'yes', 'yes']);
    expect(record).toMatchObject({
      outcome: 'complete',
      startTls: [{ port: server.port, connect: 'ok', resultCode: 0, handshake: 'ok' }],
      staticRsaKeyExchange: true,
    });
    expect(record.names.map(({ outcome }) => outcome)).toEqual(['certificate', 'certificate', 'certificate']);
  });

  it('that is refused at the door itself leaves nothing to ask, and is told', async () => {
    const server = await plain({ startTlsRefusal: { resultCode: 52, message: 'unavailable' } });
    const record = await scanPort(server.port, {}, { transport: 'starttls' });
    expect(record).toMatchObject({
      outcome: 'not-reachable',
      startTls: [{ resultCode: 52, diagnosticMessage: 'unavailable' }],
      versions: [],
    });
    expect(record.because).toContain('StartTLS');
    expect(server.connectionCount()).toBe(2);
  });

  it('that hangs does not hold up the TLS port', async () => {
    const [door, hanging] = await Promise.all([ldaps(), started(startBrokenServer('silent'))]);
    const record = await scanPort(door.port, { plainPorts: { [door.port]: [hanging.port] }, timeouts: { connectionMs: 400 } });
    expect(record).toMatchObject({ outcome: 'complete', startTls: [{ connect: 'ok', resultCode: null, handshake: 'not-tried' }] });
    expect(record.totalMs).toBeLessThan(3_000);
  });
});

/** A server that staples these bytes. */
async function stapling(staple: Buffer, over: TlsOptions = {}): Promise<SimulatedServer> {
  const { createServer } = await import('node:tls');
  const { listen } = await import('../../simulation/listener.ts');
  const server = createServer({ ...tls, ...over }).on('tlsClientError', () => undefined);
  server.on('OCSPRequest', (_certificate: Buffer, _issuer: Buffer, done: (error: Error | null, response: Buffer) => void) =>
    done(null, staple),
  );
  server.on('secureConnection', (socket) => socket.on('error', () => undefined));
  return started(listen(server));
}

const answerFor = ({ sha256, subject }: CertificateFacts): RevocationAnswer => ({ sha256, subject, status: 'good', sources: [] });

describe('revocation', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('is asked with the path up to the anchor and the staple of %s', async (maxVersion) => {
    const server = await stapling(Buffer.from('a staple'), { maxVersion });
    const asked: { subjects: string[]; staple: string | null }[] = [];
    const checkRevocation: RevocationCheck = async ({ certificates: chain, trusted }, staple) => {
      expect(trusted).toBe(true);
      asked.push({ subjects: chain.map(({ subject }) => subject), staple: staple === null ? null : Buffer.from(staple).toString() });
      return { allowed: true, answers: chain.slice(0, -1).map(answerFor) };
    };
    const record = await scanPort(server.port, { checkRevocation, anchors: authority.anchors });
    expect(asked).toEqual([
      { subjects: [`CN=${TEST_HOST}`, 'CN=Test Issuing CA,O=Example', 'CN=Test Root CA,O=Example'], staple: 'a staple' },
    ]);
    expect(record).toMatchObject({ stapled: true, revocationAllowed: true, outcome: 'complete' });
    expect(record.revocation.map(({ subject }) => subject)).toEqual(asked[0]?.subjects.slice(0, 2));
  });

  it('is asked without a staple where there is none, and ends at what was sent without anchors', async () => {
    const checkRevocation = vi.fn<RevocationCheck>(async () => ({ allowed: false, answers: [] }));
    const record = await scanPort((await ldaps()).port, { checkRevocation });
    expect(checkRevocation).toHaveBeenCalledTimes(1);
    expect(checkRevocation.mock.calls[0]?.[0]).toMatchObject({ certificates: [{}, {}], trusted: false });
    expect(checkRevocation.mock.calls[0]?.[1]).toBeNull();
    expect(record).toMatchObject({ stapled: false, revocationAllowed: false, revocation: [], outcome: 'complete' });
  });

  it('is not asked of a server that shows no certificate, nor without a check', async () => {
    const checkRevocation = vi.fn<RevocationCheck>(async () => ({ allowed: true, answers: [] }));
    const server = await started(startBrokenServer('reset-on-hello'));
    expect(await scanPort(server.port, { checkRevocation })).toMatchObject({ stapled: null, revocation: [] });
    expect(checkRevocation).not.toHaveBeenCalled();
    expect(await scanPort((await ldaps()).port)).toMatchObject({ revocationAllowed: false, revocation: [], outcome: 'complete' });
  });

  it('that fails or throws harms nothing but is told', async () => {
    const checks: RevocationCheck[] = [
      () => Promise.reject(new Error('broken')),
      () => {
        throw new Error('broken');
      },
    ];
    for (const checkRevocation of checks) {
      const record = await scanPort((await ldaps()).port, { checkRevocation });
      expect(record).toMatchObject({ outcome: 'partial', revocation: [], because: 'the check of revocation gave no answer' });
      expect(offeredOf(record)).toEqual(['no', 'no', 'yes', 'yes']);
    }
  });

  it('that never answers ends with the time of the scan, and what it knows by then is kept', async () => {
    const server = await ldaps();
    const endless: RevocationCheck = () => new Promise(() => undefined);
    const record = await scanPort(server.port, { checkRevocation: endless, totalMs: 1_000 });
    expect(record.outcome).toBe('partial');
    expect(record.totalMs).toBeLessThan(1_800);
    const lastWord: RevocationCheck = ({ certificates: chain }, _staple, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ allowed: true, answers: chain.slice(0, 1).map(answerFor) }));
      });
    const told = await scanPort(server.port, { checkRevocation: lastWord, totalMs: 2_000 });
    expect(told).toMatchObject({ revocationAllowed: true, revocation: [{ status: 'good' }] });
  });
});
