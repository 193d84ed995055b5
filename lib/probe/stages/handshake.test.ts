import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrokenServerKind, startBrokenServer } from '../../simulation/broken-server.ts';
import { startLdapServer } from '../../simulation/ldap-server.ts';
import type { SimulatedServer } from '../../simulation/listener.ts';
import { limits } from '../limits.ts';
import { createTestAuthority, onlyAttempt, outcomeOf, probePort, type TestAuthority } from '../testing/probe-setup.ts';
import { serverNameFor } from './handshake.ts';

let authority: TestAuthority;
let server: SimulatedServer | undefined;

beforeAll(async () => {
  authority = await createTestAuthority();
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

// Too short for a second look, which is not what is tested here.
const timeouts = { handshakeMs: 250, totalMs: 500 };

async function probeBroken(kind: BrokenServerKind) {
  server = await startBrokenServer(kind);
  const { handshake, certificate, connect } = onlyAttempt(await probePort(server.port, { timeouts }));
  return { connect, handshake, certificate };
}

describe('a handshake that gets no certificate', () => {
  it.each([
    ['reset-on-hello', 'reset-before-certificate'],
    ['close-on-hello', 'closed-before-certificate'],
    ['silent', 'timeout'],
    ['slow-loris', 'timeout'],
    ['plain-ldap', 'not-tls'],
    ['http', 'not-tls'],
    ['smtp-banner', 'not-tls'],
    ['ssh-banner', 'not-tls'],
    ['endless-garbage', 'not-tls'],
    ['endless-handshake', 'too-large'],
    ['no-shared-cipher', 'alert-no-shared-cipher'],
  ] as const)('because the server is %s has the code %s', async (kind, code) => {
    const { handshake, certificate } = await probeBroken(kind);
    expect(outcomeOf(handshake)).toBe(code);
    expect(outcomeOf(certificate)).toBe('skipped');
  });

  it('because the server hangs up at once is a close, whichever side was faster', async () => {
    const { handshake } = await probeBroken('close-unprompted');
    expect(['closed-before-certificate', 'reset-before-certificate']).toContain(outcomeOf(handshake));
  });

  it('because the server resets at once is a reset of the handshake or of the connection, whichever side was faster', async () => {
    const { connect, handshake } = await probeBroken('reset-unprompted');
    expect([outcomeOf(connect), outcomeOf(handshake)]).toContainEqual(expect.stringContaining('reset'));
  });

  it.each([
    [40, 'alert-no-shared-cipher'],
    [70, 'alert-protocol-version'],
    [71, 'alert-insufficient-security'],
    [80, 'alert-internal-error'],
    [112, 'alert-unrecognized-name'],
    [116, 'alert-client-certificate-required'],
    [47, 'alert-other'],
    [120, 'alert-other'],
  ] as const)('because of alert %i has the code %s and keeps the number', async (alert, code) => {
    const { handshake } = await probeBroken(`alert-${alert}`);
    expect(handshake).toMatchObject({ status: 'failed', code, detail: { alert, bytesRead: 7 } });
  });

  it.each(['endless-garbage', 'endless-handshake', 'slow-loris'] as const)(
    'reads no more than its limit from a server that is %s',
    async (kind) => {
      const { handshake } = await probeBroken(kind);
      expect(handshake).toMatchObject({ status: 'failed', detail: { bytesRead: expect.any(Number) } });
      if (handshake.status === 'failed') expect(handshake.detail.bytesRead).toBeLessThanOrEqual(limits.handshakeBytes);
    },
  );
});

describe('a server that demands a client certificate', () => {
  it('shows its chain, protocol and cipher in TLS 1.2 although it ends the handshake', async () => {
    const tls = { ...(await authority.tls()), requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' as const };
    server = await startLdapServer({ tls });
    const seen = onlyAttempt(await probePort(server.port, { anchors: authority.anchors }));
    expect(seen.handshake).toMatchObject({ status: 'failed', detail: { protocol: 'TLSv1.2', cipher: expect.stringContaining('ECDSA') } });
    expect(['client-certificate-required', 'closed-after-certificate']).toContain(outcomeOf(seen.handshake));
    expect(seen.certificate).toMatchObject({ status: 'ok', data: { trust: { ending: 'anchored' } } });
    expect(outcomeOf(seen.secondLook)).toBe('skipped');
  });

  it('completes the handshake in TLS 1.3 and refuses the first request', async () => {
    const tls = { ...(await authority.tls()), requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' as const };
    server = await startLdapServer({ tls });
    const seen = onlyAttempt(await probePort(server.port, { anchors: authority.anchors }));
    expect([seen.handshake, seen.certificate].map(outcomeOf)).toEqual(['ok', 'ok']);
    expect(seen.directory).toMatchObject({ status: 'failed', code: 'client-certificate-required', detail: { alert: 116 } });
  });

  it('is no hindrance when it only asks', async () => {
    server = await startLdapServer({ tls: { ...(await authority.tls()), requestCert: true, rejectUnauthorized: false } });
    expect(outcomeOf(onlyAttempt(await probePort(server.port)).directory)).toBe('ok');
  });
});

describe('the name sent to the server', () => {
  it('is the host without a trailing dot, and none for IP literals', () => {
    expect(serverNameFor('dc1.example.test.')).toBe('dc1.example.test');
    expect(serverNameFor('192.0.2.1')).toBeNull();
    expect(serverNameFor('2001:db8::1')).toBeNull();
  });
});
