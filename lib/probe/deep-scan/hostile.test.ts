import { createServer } from 'node:net';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BrokenServerKind, drip, pour, startBrokenServer } from '../../simulation/broken-server.ts';
import { certificateMessage, handshakeRecords, helloDone, serverHello } from '../../simulation/deep-scan-server.ts';
import { startLdapServer } from '../../simulation/ldap-server.ts';
import { listen, type SimulatedServer } from '../../simulation/listener.ts';
import { createTestAuthority, type TestAuthority } from '../testing/probe-setup.ts';
import { deepScan } from './deep-scan.ts';
import { deepScanLimits } from './options.ts';
import { offeredOf, scanPort } from './testing/scan-port.ts';

let authority: TestAuthority;
const servers: SimulatedServer[] = [];
const started = async (starting: Promise<SimulatedServer>): Promise<SimulatedServer> => {
  const server = await starting;
  servers.push(server);
  return server;
};
const raw = (behave: Parameters<typeof createServer>[1]) => started(listen(createServer(behave)));

beforeAll(async () => {
  authority = await createTestAuthority();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

/** Nothing is open any more, as the server sees it. Servers that do not read never notice. */
const nothingOpen = (server: SimulatedServer) => vi.waitFor(() => expect(server.openCount()).toBe(0));
const timeouts = { connectionMs: 150 };

describe('a peer that speaks no TLS', () => {
  const kinds: BrokenServerKind[] = [
    'silent',
    'slow-loris',
    'endless-garbage',
    'endless-handshake',
    'reset-on-hello',
    'close-on-hello',
    'http',
  ];
  it.each([...kinds, 'plain-ldap', 'smtp-banner', 'ssh-banner', 'close-unprompted', 'reset-unprompted'] as const)(
    'but is %s is left alone after the versions, and nothing is claimed of it',
    async (kind) => {
      const server = await started(startBrokenServer(kind));
      const record = await scanPort(server.port, { timeouts });
      expect(record.outcome).not.toBe('complete');
      expect(record.versions.every(({ offered }) => offered === 'unclear')).toBe(true);
      expect(record).toMatchObject({ weakCiphers: [], weakKindsAsked: [], staticRsaKeyExchange: null, certificates: [], stapled: null });
      expect(server.connectionCount()).toBeLessThanOrEqual(8);
      expect(record.totalMs).toBeLessThan(4_000);
      if (!/banner|unprompted/.test(kind)) await nothingOpen(server);
    },
  );

  it('tells how each name was met', async () => {
    const outcomes = async (kind: BrokenServerKind) =>
      (await scanPort((await started(startBrokenServer(kind))).port, kind === 'silent' ? { timeouts } : {})).names.map(
        ({ outcome, alert }) => [outcome, alert],
      );
    expect(await outcomes('reset-on-hello')).toEqual(Array(3).fill(['reset', null]));
    expect(await outcomes('close-on-hello')).toEqual(Array(3).fill(['closed', null]));
    expect(await outcomes('silent')).toEqual(Array(3).fill(['timeout', null]));
    expect(await outcomes('alert-40')).toEqual(Array(3).fill(['alert', 40]));
    expect(await outcomes('http')).toEqual(Array(3).fill(['failed', null]));
  });
});

describe('a peer that refuses every greeting in words', () => {
  it('offers no version, and is asked for weak suites unless it said that its versions are others', async () => {
    const record = await scanPort((await started(startBrokenServer('alert-40'))).port);
    expect(offeredOf(record)).toEqual(['no', 'no', 'no', 'no']);
    expect(record).toMatchObject({ outcome: 'complete', weakCiphers: [], staticRsaKeyExchange: false });
    const other = await started(startBrokenServer('alert-70'));
    expect(offeredOf(await scanPort(other.port))).toEqual(['no', 'no', 'no', 'no']);
    expect(other.connectionCount()).toBeLessThan(10);
  });
});

describe('a peer that abuses the one who asks', () => {
  it('with new certificates each time fills the record up to a limit and no further', async () => {
    let count = 0;
    const junk = () => {
      count += 1;
      return Buffer.alloc(2_000, `${count}`);
    };
    const server = await raw((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        const chain = Array.from({ length: 16 }, junk);
        socket.write(handshakeRecords(Buffer.concat([serverHello(0x0303, 0x0035), certificateMessage(chain), helloDone])));
      });
    });
    const record = await scanPort(server.port, { timeouts });
    expect(record.certificates.length).toBeLessThanOrEqual(deepScanLimits.certificates);
    expect(record.certificates.length).toBeGreaterThan(16);
    expect(server.connectionCount()).toBeLessThanOrEqual(deepScanLimits.connections);
  });

  it('with bytes without end after a good hello, or one byte at a time, is left in time', async () => {
    const hello = handshakeRecords(serverHello(0x0303, 0x0035));
    const behaviours = [
      (socket: Parameters<typeof pour>[0]) => pour(socket, Buffer.from([21, 3, 3, 0, 2, 1, 112])),
      (socket: Parameters<typeof pour>[0]) => drip(socket, hello, 5),
    ];
    for (const behave of behaviours) {
      const server = await raw((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => {
          socket.write(hello);
          behave(socket);
        });
      });
      const record = await scanPort(server.port, { timeouts, totalMs: 1_200 });
      expect(record.totalMs).toBeLessThan(1_800);
      expect(record.certificates).toEqual([]);
    }
  });

  it('by taking no further connections is left alone', async () => {
    const inner = await startLdapServer({ tls: await authority.tls() });
    const port = inner.port;
    const scanning = scanPort(port, {
      onProgress: (_done, _total, what) => {
        if (what === 'TLS 1.3') inner.stop().catch(() => undefined);
      },
    });
    const record = await scanning;
    expect(record).toMatchObject({
      outcome: 'partial',
      because: 'the server took no more connections',
      names: [{ outcome: 'certificate' }],
    });
    expect(record.versions.length).toBeLessThan(5);
  });
});

describe('the limits of a scan', () => {
  it('end it in its time, and the record tells', async () => {
    const server = await started(startBrokenServer('silent'));
    const record = await scanPort(server.port, { totalMs: 700, timeouts: { connectionMs: 300 } });
    expect(record).toMatchObject({ outcome: 'partial', because: 'the time for the whole scan was used up' });
    expect(record.totalMs).toBeGreaterThanOrEqual(690);
    expect(record.totalMs).toBeLessThan(1_100);
  });

  it('never have more than two connections open', async () => {
    let most = 0;
    const tls = { ...(await authority.tls({ key: 'RSA-2048' })), minVersion: 'TLSv1' as const, ciphers: 'ALL:COMPLEMENTOFALL:@SECLEVEL=0' };
    const [door, plain] = await Promise.all([started(startLdapServer({ tls })), started(startLdapServer({ transport: 'plain', tls }))]);
    const watch = setInterval(() => {
      most = Math.max(most, door.openCount() + plain.openCount());
    }, 1);
    const record = await scanPort(door.port, { plainPorts: { [door.port]: [plain.port, plain.port] } });
    clearInterval(watch);
    expect(record.outcome).toBe('complete');
    expect(record.connections).toBe(door.connectionCount() + plain.connectionCount());
    expect(record.connections).toBeLessThanOrEqual(deepScanLimits.connections);
    // A connection that was closed here may be open there for a moment longer.
    expect(most).toBeLessThanOrEqual(4);
  });

  it.each([0, 30, 200])('leave nothing open when the caller cancels after %i ms', async (afterMs) => {
    const [server, plain] = await Promise.all([started(startBrokenServer('silent')), started(startBrokenServer('slow-loris'))]);
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), afterMs);
    const startedAt = performance.now();
    const record = await scanPort(server.port, { signal: cancel.signal, plainPorts: { [server.port]: [plain.port] } });
    expect(performance.now() - startedAt).toBeLessThan(afterMs + 800);
    expect(record.outcome).not.toBe('complete');
    expect(record.because).toContain('cancelled');
    await Promise.all([nothingOpen(server), nothingOpen(plain)]);
  });

  it('tell a caller who cancelled before the start', async () => {
    const server = await started(startBrokenServer('silent'));
    const record = await scanPort(server.port, { signal: AbortSignal.abort() });
    expect(record).toMatchObject({ outcome: 'not-reachable', connections: 0 });
    expect(server.connectionCount()).toBe(0);
  });
});

describe('a server that is not there', () => {
  it('is told as not reachable, with the words of the system', async () => {
    const server = await startBrokenServer('silent');
    await server.stop();
    expect(await scanPort(server.port)).toMatchObject({
      outcome: 'not-reachable',
      because: expect.stringContaining('ECONNREFUSED'),
      address: '127.0.0.1',
      connections: 1,
      versions: [],
      certificates: [],
    });
  });

  it('at one address is scanned at the next', async () => {
    const server = await started(startLdapServer({ address: '127.0.9.9', tls: await authority.tls() }));
    const record = await scanPort(server.port, { addresses: ['127.0.0.1', '127.0.9.9'] });
    expect(record).toMatchObject({ outcome: 'complete', address: '127.0.9.9' });
    expect(record.connections).toBe(server.connectionCount() + 1);
  });

  it('by a name without an address has none', async () => {
    const record = await deepScan(
      { host: 'nowhere.invalid', port: 636, transport: 'ldaps' },
      { location: 'test', resolvers: ['127.0.0.1:9'], hostsFile: null, timeouts: { resolveMs: 200 } },
    );
    expect(record).toMatchObject({ outcome: 'not-reachable', address: null, connections: 0 });
    expect(record.because).not.toBe('');
  });
});

describe('the progress', () => {
  it('counts up to the number of questions, and a listener that throws harms nothing', async () => {
    const server = await started(startLdapServer({ tls: await authority.tls() }));
    const seen: [number, number, string][] = [];
    const record = await scanPort(server.port, {
      onProgress: (...given) => {
        seen.push(given);
        throw new Error('the listener is broken');
      },
    });
    expect(record.outcome).toBe('complete');
    expect(seen.map(([done]) => done)).toEqual(seen.map((_, index) => index));
    for (const [done, total] of seen) expect(done).toBeLessThan(total);
    expect(new Set(seen.map(([, , what]) => what)).size).toBe(seen.length);
  });
});
