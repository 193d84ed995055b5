import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { diagnose } from '../../diagnosis/diagnose.ts';
import { defaultSubject } from '../../diagnosis/subject.ts';
import { startBrokenServer } from '../../simulation/broken-server.ts';
import { asksForName, offersTls13, startGreetingSensitiveServer } from '../../simulation/greeting-sensitive-server.ts';
import { startLdapServer } from '../../simulation/ldap-server.ts';
import type { SimulatedServer } from '../../simulation/listener.ts';
import type { Evidence } from '../evidence.ts';
import { defaultTimeouts } from '../limits.ts';
import { probeEndpoint } from '../probe-endpoint.ts';
import {
  createTestAuthority,
  noAnchors,
  onlyAttempt,
  outcomeOf,
  probePort,
  TEST_HOST,
  type TestAuthority,
} from '../testing/probe-setup.ts';

let authority: TestAuthority;
const servers: SimulatedServer[] = [];
const started = async (starting: Promise<SimulatedServer>): Promise<SimulatedServer> => {
  const server = await starting;
  servers.push(server);
  return server;
};

beforeAll(async () => {
  authority = await createTestAuthority();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

const timeouts = { handshakeMs: 300 };
const findingsOf = (evidence: Evidence) =>
  diagnose(evidence, { subject: defaultSubject, now: new Date(evidence.startedAt) }).findings.map(({ id, confidence }) => [id, confidence]);
const rsa = () => authority.tls({ key: 'RSA-2048' });
const showsCertificate = { certificates: [expect.objectContaining({ dnsNames: [TEST_HOST] }), expect.anything()] };
const showsNone = { certificates: [] };

describe('a server that refuses the name', () => {
  it.each([
    ['reset', 'high'],
    ['close', 'high'],
    ['silent', 'high'],
    [{ alert: 40 }, 'high'],
    [{ alert: 80 }, 'high'],
    [{ alert: 112 }, 'certain'],
  ] as const)('by %j is told by the certificate that it shows to a greeting without one', async (how, confidence) => {
    const refuses = (hello: Buffer) => asksForName(hello, TEST_HOST);
    const server = await started(startGreetingSensitiveServer({ tls: await rsa(), refuses, how }));
    const evidence = await probePort(server.port, { timeouts });
    expect(onlyAttempt(evidence).secondLook).toMatchObject({
      data: { withoutServerName: { outcome: 'ok', protocol: 'TLSv1.3', ...showsCertificate }, oldStack: showsNone, again: showsNone },
    });
    expect(findingsOf(evidence)).toEqual([['server-name-rejected', confidence]]);
    expect(server.connectionCount()).toBeLessThanOrEqual(6);
  });
});

describe("a server that does not bear today's greeting", () => {
  it.each([
    ['drops a large one', (hello: Buffer) => hello.length > 300, 'silent'],
    ['resets one of TLS 1.3', offersTls13, 'reset'],
    ['answers one of TLS 1.3 with an alert', offersTls13, { alert: 70 }],
    ['answers one of TLS 1.3 with another alert', offersTls13, { alert: 47 }],
  ] as const)('and %s is told by the certificate that it shows to an old stack', async (_case, refuses, how) => {
    const server = await started(startGreetingSensitiveServer({ tls: await rsa(), refuses, how }));
    const evidence = await probePort(server.port, { timeouts });
    expect(onlyAttempt(evidence).secondLook).toMatchObject({
      data: { withoutServerName: showsNone, oldStack: { outcome: 'ok', protocol: 'TLSv1.2', ...showsCertificate }, again: showsNone },
    });
    expect(findingsOf(evidence)).toEqual([['handshake-failed', 'medium']]);
  });

  it('and knows nothing newer than TLS 1.0 is an old-protocol finding', async () => {
    const tls = { ...(await rsa()), minVersion: 'TLSv1' as const, maxVersion: 'TLSv1' as const, ciphers: 'AES128-SHA:@SECLEVEL=0' };
    const server = await started(startGreetingSensitiveServer({ tls, refuses: offersTls13, how: 'close' }));
    const evidence = await probePort(server.port);
    expect(onlyAttempt(evidence).secondLook).toMatchObject({ data: { oldStack: { protocol: 'TLSv1', cipher: 'AES128-SHA' } } });
    expect(findingsOf(evidence)).toEqual([['legacy-protocol-only', 'high']]);
  });
});

describe('a failure that comes and goes', () => {
  it('is told by the same greeting, which works a moment later', async () => {
    const server = await started(
      startGreetingSensitiveServer({ tls: await rsa(), refuses: (_hello, earlier) => earlier === 0, how: 'reset' }),
    );
    const evidence = await probePort(server.port);
    expect(onlyAttempt(evidence).secondLook).toMatchObject({ data: { again: { outcome: 'ok', ...showsCertificate } } });
    expect(findingsOf(evidence)).toEqual([['handshake-failed', 'medium']]);
    expect(server.connectionCount()).toBe(5);
  });
});

describe('StartTLS on the plain port of a domain controller that resets TLS', () => {
  it('shows its certificate, so that something else ends TLS', async () => {
    const [front, plain] = await Promise.all([
      started(startBrokenServer('reset-on-hello')),
      started(startLdapServer({ transport: 'plain', tls: await rsa() })),
    ]);
    const evidence = await probePort(front.port, { plainPort: plain.port });
    expect(onlyAttempt(evidence).secondLook).toMatchObject({
      data: { plainPort: { startTlsResultCode: 0, startTlsHandshake: { outcome: 'ok', ...showsCertificate } } },
    });
    expect(findingsOf(evidence)).toEqual([['handshake-failed', 'high']]);
  });

  it('is no proof of a certificate when it is accepted and no certificate follows', async () => {
    const onRequest = ({ kind }: { kind: string }) => (kind === 'extended' ? { resultCode: 0 } : undefined);
    const [front, plain] = await Promise.all([
      started(startBrokenServer('reset-on-hello')),
      started(startLdapServer({ transport: 'plain', onRequest })),
    ]);
    const evidence = await probePort(front.port, { plainPort: plain.port });
    expect(onlyAttempt(evidence).secondLook).toMatchObject({
      data: { plainPort: { startTlsResultCode: 0, startTlsHandshake: showsNone } },
    });
    expect(findingsOf(evidence)).toEqual([['no-certificate-served', 'medium']]);
  });
});

describe('a server that agrees to nothing', () => {
  it.each([
    ['alert-40', 'no-shared-cipher', 'high'],
    ['alert-70', 'no-shared-protocol', 'certain'],
    ['alert-80', 'handshake-failed', 'certain'],
    ['no-shared-cipher', 'no-shared-cipher', 'high'],
  ] as const)('with %s says so to every greeting', async (kind, id, confidence) => {
    const server = await started(startBrokenServer(kind));
    const evidence = await probePort(server.port);
    expect(onlyAttempt(evidence).secondLook).toMatchObject({ data: { withoutServerName: showsNone, oldStack: showsNone, again: null } });
    expect(findingsOf(evidence)).toEqual([[id, confidence]]);
  });
});

describe('the second look', () => {
  it('asks nothing without a name where none was sent at first', async () => {
    const server = await started(startBrokenServer('reset-on-hello'));
    const target = { host: '127.0.0.1', port: server.port, transport: 'ldaps' as const };
    const evidence = await probeEndpoint(target, { location: 'test', anchors: noAnchors });
    expect(onlyAttempt(evidence).secondLook).toMatchObject({ data: { withoutServerName: null, oldStack: showsNone } });
  });

  it('goes through StartTLS where the door is one', async () => {
    const tls = { ...(await rsa()), maxVersion: 'TLSv1.2' as const, ciphers: 'PSK-AES128-CBC-SHA' };
    const server = await started(startLdapServer({ transport: 'plain', tls }));
    const evidence = await probePort(server.port, {}, 'starttls');
    expect(outcomeOf(onlyAttempt(evidence).startTls)).toBe('ok');
    expect(onlyAttempt(evidence).secondLook).toMatchObject({
      data: {
        plainLdapOnTlsPort: 'not-tried',
        withoutServerName: { ...showsNone, answered: true },
        oldStack: { ...showsNone, answered: true },
        plainPort: { startTlsResultCode: 0, startTlsHandshake: { ...showsNone, answered: true } },
      },
    });
    expect(findingsOf(evidence)).toEqual([['no-shared-cipher', 'high']]);
    expect(server.connectionCount()).toBeLessThanOrEqual(6);
  });

  it.each(['silent', 'slow-loris', 'endless-garbage', 'endless-handshake'] as const)(
    'takes at most 5 seconds and 6 connections in all, even where both ports are %s',
    async (kind) => {
      const [front, plain] = await Promise.all([started(startBrokenServer(kind)), started(startBrokenServer(kind))]);
      const { secondLook } = onlyAttempt(await probePort(front.port, { timeouts, plainPort: plain.port }));
      expect(secondLook.status).toBe('ok');
      if (secondLook.status === 'ok') expect(secondLook.ms).toBeLessThanOrEqual(defaultTimeouts.secondLookMs);
      expect(defaultTimeouts.secondLookMs).toBeLessThanOrEqual(5_000);
      expect(front.connectionCount() + plain.connectionCount()).toBeLessThanOrEqual(6);
      await vi.waitFor(() => expect(front.openCount() + plain.openCount()).toBe(0));
    },
  );

  it('keeps to its time where the plain port is slow, an old greeting works, and the first one hangs once more', async () => {
    const front = await started(
      startGreetingSensitiveServer({ tls: await rsa(), refuses: (hello, earlier) => earlier === 0 || offersTls13(hello), how: 'silent' }),
    );
    const plain = await started(startBrokenServer('slow-loris'));
    const { secondLook } = onlyAttempt(await probePort(front.port, { timeouts, plainPort: plain.port }));
    expect(secondLook).toMatchObject({ status: 'ok', data: { oldStack: showsCertificate, again: { outcome: 'timeout' } } });
    if (secondLook.status === 'ok') expect(secondLook.ms).toBeLessThanOrEqual(defaultTimeouts.secondLookMs);
    expect(front.connectionCount() + plain.connectionCount()).toBeLessThanOrEqual(6);
  });
});
