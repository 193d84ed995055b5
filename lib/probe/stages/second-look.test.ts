import { afterEach, describe, expect, it } from 'vitest';
import { type BrokenServerKind, startBrokenServer } from '../../simulation/broken-server.ts';
import { startDomainControllerWithoutCertificate } from '../../simulation/domain-controller-without-certificate.ts';
import { startLdapServer } from '../../simulation/ldap-server.ts';
import { plainPortBeside } from '../second-look/plain-port.ts';
import { createTestAuthority, onlyAttempt, outcomeOf, probePort, TEST_HOST } from '../testing/probe-setup.ts';

const stops: (() => Promise<void>)[] = [];
const started = async <Server extends { stop: () => Promise<void> }>(starting: Promise<Server>): Promise<Server> => {
  const server = await starting;
  stops.push(server.stop);
  return server;
};
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const timeouts = { handshakeMs: 200 };

describe('a domain controller without a certificate', () => {
  it('is told apart: silent on its LDAPS port, plain LDAP works, StartTLS is refused with 52', async () => {
    const { ldaps, ldap } = await started(startDomainControllerWithoutCertificate());
    const seen = onlyAttempt(await probePort(ldaps.port, { plainPort: ldap.port }));
    expect(outcomeOf(seen.handshake)).toBe('reset-before-certificate');
    expect(seen.secondLook).toMatchObject({
      status: 'ok',
      data: {
        unprompted: 'silent',
        plainLdapOnTlsPort: 'reset',
        firstBytes: null,
        plainPort: {
          port: ldap.port,
          connect: 'ok',
          rootDse: { dnsHostName: [TEST_HOST] },
          startTlsResultCode: 52,
          startTlsMessage: expect.stringContaining('Error initializing SSL/TLS'),
        },
      },
    });
    expect(ldaps.connectionCount() + ldap.connectionCount()).toBeLessThanOrEqual(6);
  });

  it('is told apart through StartTLS too', async () => {
    const { ldap } = await started(startDomainControllerWithoutCertificate());
    const seen = onlyAttempt(await probePort(ldap.port, {}, 'starttls'));
    expect(seen.startTls).toMatchObject({
      status: 'failed',
      code: 'refused',
      detail: { resultCode: 52, diagnosticMessage: expect.stringMatching(/^0{8}: .*Error initializing SSL\/TLS, data 0, v4563$/) },
    });
    expect(outcomeOf(seen.handshake)).toBe('skipped');
    expect(seen.secondLook).toMatchObject({ data: { plainPort: { rootDse: { dnsHostName: [TEST_HOST] }, startTlsResultCode: 52 } } });
    // Where StartTLS is refused, no further greeting is tried.
    expect(seen.secondLook).toMatchObject({ data: { withoutServerName: null, oldStack: null } });
    expect(ldap.connectionCount()).toBe(3);
  });
});

describe('the second look', () => {
  it.each<[BrokenServerKind, object]>([
    ['silent', { unprompted: 'silent', plainLdapOnTlsPort: 'no-answer', looksLike: null }],
    ['close-unprompted', { unprompted: 'closed', looksLike: null }],
    ['http', { unprompted: 'silent', plainLdapOnTlsPort: 'other-bytes', looksLike: 'http' }],
    ['smtp-banner', { unprompted: 'spoke', looksLike: 'smtp' }],
    ['ssh-banner', { unprompted: 'spoke', looksLike: 'ssh', firstBytes: Buffer.from('SSH-2.0-OpenSSH_9.2\r\n').toString('hex') }],
    ['endless-garbage', { unprompted: 'silent', plainLdapOnTlsPort: 'other-bytes', looksLike: 'unknown', firstBytes: '47'.repeat(64) }],
  ])('recognises a server that is %s', async (kind, data) => {
    const server = await started(startBrokenServer(kind));
    expect(onlyAttempt(await probePort(server.port, { timeouts })).secondLook).toMatchObject({ status: 'ok', data });
  });

  it('recognises plain LDAP on the TLS port', async () => {
    const server = await started(startLdapServer());
    expect(onlyAttempt(await probePort(server.port, { timeouts })).secondLook).toMatchObject({
      data: { unprompted: 'silent', plainLdapOnTlsPort: 'answered', looksLike: 'ldap' },
    });
  });

  it('says when the plain port is closed', async () => {
    const server = await started(startBrokenServer('reset-on-hello'));
    const closed = await startBrokenServer('silent');
    await closed.stop();
    expect(onlyAttempt(await probePort(server.port, { plainPort: closed.port })).secondLook).toMatchObject({
      data: { plainPort: { port: closed.port, connect: 'refused', rootDse: null } },
    });
  });

  it('is not taken when a certificate was seen', async () => {
    const authority = await createTestAuthority();
    const server = await started(startLdapServer({ tls: await authority.tls(), rootDse: null }));
    expect(outcomeOf(onlyAttempt(await probePort(server.port)).secondLook)).toBe('skipped');
    expect(server.connectionCount()).toBe(1);
  });

  it('finds plain LDAP at 389 beside 636 and at 3268 beside 3269', () => {
    const target = { host: TEST_HOST, transport: 'ldaps' as const };
    expect([636, 3269, 10_636].map((port) => plainPortBeside({ ...target, port }, undefined))).toEqual([389, 3268, null]);
    expect(plainPortBeside({ ...target, port: 636 }, 1389)).toBe(1389);
    expect(plainPortBeside({ host: TEST_HOST, transport: 'starttls', port: 3268 }, undefined)).toBe(3268);
  });
});
