import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startBrokenServer } from '../simulation/broken-server.ts';
import { startLdapServer } from '../simulation/ldap-server.ts';
import type { SimulatedServer } from '../simulation/listener.ts';
import { evidence, noRouteBecause } from './evidence.ts';
import { HandshakeGate } from './handshake-gate.ts';
import type { StageEvent } from './options.ts';
import { probeEndpoint } from './probe-endpoint.ts';
import { createTestAuthority, onlyAttempt, outcomeOf, probePort, TEST_HOST, type TestAuthority } from './testing/probe-setup.ts';

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
afterAll(() => expect(servers).toEqual([]));

describe('a healthy server', () => {
  it('is seen whole over LDAPS: chain as sent, cipher, rootDSE, account', async () => {
    const account = { dn: 'cn=probe', password: 'secret' };
    const server = await started(startLdapServer({ tls: await authority.tls(), accounts: { 'cn=probe': 'secret' } }));
    const seen = onlyAttempt(await probePort(server.port, { anchors: authority.anchors, bind: account }));
    expect(seen.handshake).toMatchObject({
      status: 'ok',
      data: {
        protocol: 'TLSv1.3',
        serverName: TEST_HOST,
        openSsl: { authorized: true, error: null },
        ephemeralKey: { type: 'ECDH', name: 'X25519' },
      },
    });
    expect(seen.certificate).toMatchObject({
      status: 'ok',
      data: { trust: { ending: 'anchored' }, name: { inSubjectAlternativeName: true } },
    });
    if (seen.certificate.status === 'ok') expect(seen.certificate.data.sent).toHaveLength(2);
    expect(seen.directory).toMatchObject({ status: 'ok', data: { rootDse: { dnsHostName: [TEST_HOST], isSynchronized: ['TRUE'] } } });
    expect(seen.bind).toEqual({
      status: 'ok',
      ms: expect.any(Number),
      data: { boundAs: 'cn=probe', authorizationId: 'dn:cn=probe', whoAmIResultCode: null },
    });
    expect(server.connectionCount()).toBe(1);
  });

  it('is seen whole through StartTLS on one connection, with lengths as Active Directory writes them', async () => {
    const server = await started(startLdapServer({ tls: await authority.tls(), transport: 'plain', longForm: true }));
    const seen = onlyAttempt(await probePort(server.port, { anchors: authority.anchors }, 'starttls'));
    expect(seen.startTls).toMatchObject({ status: 'ok', data: { resultCode: 0 } });
    expect([seen.handshake, seen.certificate, seen.directory].map(outcomeOf)).toEqual(['ok', 'ok', 'ok']);
    expect(server.connectionCount()).toBe(1);
  });

  it.each(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)('that speaks only %s is connected to, so that it can be reported', async (version) => {
    const tls = { ...(await authority.tls({ key: 'RSA-2048' })), minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' };
    const server = await started(startLdapServer({ tls }));
    const seen = onlyAttempt(await probePort(server.port));
    expect(seen.handshake).toMatchObject({ status: 'ok', data: { protocol: version } });
    expect(outcomeOf(seen.directory)).toBe('ok');
  });
});

describe('a certificate fault', () => {
  it('never stops the later stages', async () => {
    const tls = await authority.tls({
      notBefore: new Date('2020-01-01'),
      notAfter: new Date('2021-01-01'),
      dnsNames: ['other.example.test'],
    });
    const server = await started(startLdapServer({ tls }));
    const seen = onlyAttempt(await probePort(server.port));
    expect(seen.handshake).toMatchObject({ status: 'ok', data: { openSsl: { authorized: false, error: expect.any(String) } } });
    expect(seen.certificate).toMatchObject({
      status: 'ok',
      data: { trust: { ending: 'issuer-missing' }, name: { inSubjectAlternativeName: false } },
    });
    expect(outcomeOf(seen.directory)).toBe('ok');
  });

  it("of the name alone is OpenSSL's opinion too", async () => {
    const server = await started(startLdapServer({ tls: await authority.tls({ dnsNames: ['other.example.test'] }) }));
    const seen = onlyAttempt(await probePort(server.port, { anchors: authority.anchors }));
    expect(seen.handshake).toMatchObject({ status: 'ok', data: { openSsl: { authorized: false, error: 'HOSTNAME_MISMATCH' } } });
  });

  it('keeps the order of the certificates exactly as sent', async () => {
    const { cert, key } = await authority.tls();
    const [leaf = '', issuing = ''] = cert.split(/(?<=-----END CERTIFICATE-----\n)/);
    const server = await started(startLdapServer({ tls: { cert: leaf + leaf + issuing, key } }));
    const { certificate } = onlyAttempt(await probePort(server.port));
    const names = certificate.status === 'ok' ? certificate.data.sent.map(({ sha256 }) => sha256) : [];
    expect(names).toHaveLength(3);
    expect(names[0]).toBe(names[1]);
    expect(names[2]).not.toBe(names[0]);
  });

  it('of more than 32 certificates is said instead of read', async () => {
    const { cert, key } = await authority.tls();
    const issuing = cert.split(/(?<=-----END CERTIFICATE-----\n)/)[1] ?? '';
    const server = await started(startLdapServer({ tls: { cert: cert + issuing.repeat(40), key } }));
    expect(outcomeOf(onlyAttempt(await probePort(server.port)).certificate)).toBe('too-many');
  });
});

describe('a name with several addresses', () => {
  it('is tried at every address', async () => {
    const server = await started(startLdapServer({ tls: await authority.tls() }));
    const all = await probePort(server.port, { addresses: ['127.0.0.1', '127.0.0.9'] });
    expect(all.attempts.map(({ address, connect }) => [address, outcomeOf(connect)])).toEqual([
      ['127.0.0.1', 'ok'],
      ['127.0.0.9', 'refused'],
    ]);
  });

  it('does not fail for want of an IPv6 route while there is another address', async () => {
    const server = await started(startLdapServer({ tls: await authority.tls() }));
    // No TCP connection can be made to a multicast address; Linux says so with ENETUNREACH and sends nothing.
    const both = await probePort(server.port, { addresses: ['127.0.0.1', 'ff0e::1'] });
    expect(both.attempts[0]?.directory.status).toBe('ok');
    expect(both.attempts[1]?.connect).toEqual({ status: 'skipped', because: noRouteBecause });
    const alone = await probePort(server.port, { addresses: ['ff0e::1'] });
    expect(outcomeOf(onlyAttempt(alone).connect)).toBe('network-unreachable');
  });

  it('does not warn about listeners when one signal ends many probes', async () => {
    const warnings: string[] = [];
    const onWarning = (warning: Error) => warnings.push(warning.message);
    process.on('warning', onWarning);
    const server = await started(startBrokenServer('silent'));
    const signal = AbortSignal.timeout(200);
    await Promise.all(Array.from({ length: 20 }, () => probePort(server.port, { signal })));
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });

  it('is dialled as an IP literal without SNI when it is one', async () => {
    const server = await started(startLdapServer({ tls: await authority.tls({ ipAddresses: ['127.0.0.1'], dnsNames: [] }) }));
    const target = { host: '127.0.0.1', port: server.port, transport: 'ldaps' as const };
    const result = await probeEndpoint(target, { location: 'test', anchors: authority.anchors });
    expect(result.resolve).toMatchObject({ status: 'ok', data: { source: 'literal' } });
    expect(onlyAttempt(result)).toMatchObject({
      handshake: { data: { serverName: null } },
      certificate: { data: { name: { inSubjectAlternativeName: true } } },
    });
  });
});

describe('the record', () => {
  it('obeys its own strict schema, whatever happened', async () => {
    const healthy = await started(startLdapServer({ tls: await authority.tls() }));
    const reset = await started(startBrokenServer('reset-on-hello'));
    for (const port of [healthy.port, reset.port, 1]) {
      const result = await probePort(port);
      expect(evidence.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    }
  });

  it('is announced stage by stage, in order, and a listener that throws does no harm', async () => {
    const server = await started(startLdapServer({ tls: await authority.tls() }));
    const events: StageEvent[] = [];
    const result = await probePort(server.port, {
      onStage: (event) => {
        events.push(event);
        throw new Error('listener');
      },
    });
    expect(events.map(({ stage, status }) => `${stage} ${status}`)).toEqual([
      'resolve ok',
      'connect ok',
      'startTls skipped',
      'handshake ok',
      'certificate ok',
      'directory ok',
      'bind skipped',
      'secondLook skipped',
    ]);
    expect(outcomeOf(onlyAttempt(result).directory)).toBe('ok');
  });
});

describe('bounds', () => {
  it('keep the whole probe within its time', async () => {
    const server = await started(startBrokenServer('silent'));
    const result = await probePort(server.port, { timeouts: { totalMs: 300 } });
    expect(onlyAttempt(result).handshake).toMatchObject({ status: 'failed', code: 'timeout' });
    expect(onlyAttempt(result).secondLook).toEqual({ status: 'skipped', because: expect.stringContaining('time for the whole probe') });
    expect(result.totalMs).toBeGreaterThan(250);
    expect(result.totalMs).toBeLessThan(800);
  });

  it('do not count the wait for our own gate', async () => {
    const server = await started(startLdapServer({ tls: await authority.tls() }));
    const gate = new HandshakeGate({ concurrency: 1, holdMs: 10_000 });
    const leave = await gate.enter();
    setTimeout(leave, 400);
    const result = await probePort(server.port, { gate, timeouts: { totalMs: 300 } });
    expect(outcomeOf(onlyAttempt(result).directory)).toBe('ok');
    expect(result.totalMs).toBeLessThan(300);
  });

  it('let the caller cancel at any time', async () => {
    const server = await started(startBrokenServer('silent'));
    const result = await probePort(server.port, { signal: AbortSignal.timeout(100) });
    expect(onlyAttempt(result).handshake).toMatchObject({
      status: 'failed',
      code: 'unclassified',
      detail: { message: 'The probe was cancelled.' },
    });
    expect(result.totalMs).toBeLessThan(1_000);
    const before = await probePort(server.port, { signal: AbortSignal.abort() });
    expect(onlyAttempt(before).connect).toEqual({ status: 'skipped', because: 'the probe was cancelled' });
  });

  it('leave nothing open: no socket and no timer', async () => {
    const tls = await authority.tls();
    const ends = await Promise.all([
      started(startLdapServer({ tls })),
      started(startLdapServer({ tls, transport: 'plain' })),
      started(startBrokenServer('silent')),
      started(startBrokenServer('reset-on-hello')),
      started(startBrokenServer('http')),
    ]);
    const ports = ends.map(({ port }) => port);
    // A process of its own, because the test runner has timers too.
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', openAfterEachProbe, JSON.stringify(ports)], {
      cwd: new URL('../..', import.meta.url).pathname,
    });
    const seen: { outcomes: string[]; open: string[] } = JSON.parse(stdout);
    expect(seen.outcomes).toEqual([
      'ok',
      'skipped',
      'closed-before-certificate',
      'ok',
      'timeout',
      'skipped',
      'reset-before-certificate',
      'skipped',
      'not-tls',
      'skipped',
    ]);
    expect(seen.open).toEqual([]);
    await expect.poll(() => ends.map((server) => server.openCount())).toEqual([0, 0, 0, 0, 0]);
  }, 20_000);
});

const run = promisify(execFile);

/** Probes the ports of its argument in both transports and prints what is open after each that was not before. */
const openAfterEachProbe = `
  const { probeEndpoint } = await import('#lib/probe/probe-endpoint.ts');
  const { createTrustAnchors } = await import('#lib/probe/x509/trust-anchors.ts');
  const anchors = createTrustAnchors([]);
  // What runs in this very turn of the event loop is over by the next.
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
  const count = () => process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate').sort();
  const outcomes = [];
  const open = [];
  for (const port of JSON.parse(process.argv[1])) {
    for (const transport of ['ldaps', 'starttls']) {
      const before = count();
      const result = await probeEndpoint(
        { host: 'dc1.example.test', port, transport },
        { location: 'test', anchors, addresses: ['127.0.0.1'], timeouts: { totalMs: 1200, startTlsMs: 150, handshakeMs: 150 } },
      );
      const { handshake } = result.attempts[0];
      outcomes.push(handshake.code ?? handshake.status);
      await nextTurn();
      const after = count();
      if (after.join() !== before.join()) open.push(port + ' ' + transport + ': ' + after);
    }
  }
  process.stdout.write(JSON.stringify({ outcomes, open }));
`;
