import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Authority,
  type CertificateOptions,
  createAuthority,
  createSelfSigned,
  type IssuedCertificate,
} from '../testing/certificate-factory.ts';
import { startDnsServer } from '../testing/dns-server.ts';
import { listen } from '../testing/listener.ts';
import { serialOf, signCrl } from '../testing/revocation-crl.ts';
import { ocspError, signOcspResponse } from '../testing/revocation-ocsp.ts';
import { type RevocationServer, startRevocationServer } from '../testing/revocation-server.ts';
import { readCertificate } from '../x509/read-certificate.ts';
import { createRevocationCache } from './cache.ts';
import { createRevocationCheck, type RevocationCheckOptions } from './create-revocation-check.ts';

const start = new Date('2026-05-01T12:00:00Z');
const thisUpdate = new Date('2026-05-01T09:00:00Z');
const never = new AbortController().signal;

let root: Authority;
let server: RevocationServer;
let now: Date;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  root = await createAuthority({ notBefore: new Date('2026-01-01T00:00:00Z') });
});
beforeEach(async () => {
  now = start;
  server = await startRevocationServer();
  stops.push(server.stop);
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const check = (options: Partial<RevocationCheckOptions> = {}) =>
  createRevocationCheck({
    ...{ allowed: true, proxy: null, cache: createRevocationCache(), now: () => now, timeoutMs: 2_000, alsoLoopback: true },
    ...options,
  });
const issue = (options: CertificateOptions) => root.issue({ notBefore: new Date('2026-01-01T00:00:00Z'), ...options });
const chainOf = (...certificates: IssuedCertificate[]) => [...certificates, root.certificate].map(({ der }) => readCertificate(der));
const crl = (options: Parameters<typeof signCrl>[1] = {}) => signCrl(root.certificate, { thisUpdate, ...options });

/** What one CRL address comes to. */
async function sourceOfCrl(address: string, options: Partial<RevocationCheckOptions> = {}) {
  const leaf = await issue({ crlAddresses: [address] });
  const { answers } = await check(options)(chainOf(leaf), null, never);
  return { status: answers[0]?.status, source: answers[0]?.sources[0] };
}

describe('the revocation check', () => {
  it('asks the responder and the list, and says revoked as soon as one does', async () => {
    const leaf = await issue({ ocspAddresses: [server.url('/ocsp')], crlAddresses: [server.url('/root.crl')] });
    server.route('/ocsp', signOcspResponse({ certificate: leaf.der, issuer: root.certificate, thisUpdate }));
    server.route('/root.crl', crl({ revoked: [{ serial: serialOf(leaf.der), reason: 1 }] }));
    const result = await check()(chainOf(leaf), null, never);
    expect(result.allowed).toBe(true);
    expect(result.answers).toMatchObject([
      {
        sha256: leaf.sha256,
        status: 'revoked',
        sources: [
          { kind: 'ocsp', address: server.url('/ocsp'), outcome: 'answered', status: 'good' },
          { kind: 'crl', address: server.url('/root.crl'), outcome: 'answered', status: 'revoked', reason: 'keyCompromise' },
        ],
      },
    ]);
    const [question] = server.requests.filter(({ method }) => method === 'POST');
    expect(question?.headers).toMatchObject({ 'content-type': 'application/ocsp-request', 'user-agent': 'Port636' });
  });

  it('judges every certificate of the path by its own issuer and leaves the anchor out', async () => {
    const issuing = await root.intermediate({ crlAddresses: [server.url('/root.crl')], notBefore: new Date('2026-01-01T00:00:00Z') });
    const leaf = await issuing.issue({ crlAddresses: [server.url('/issuing.crl')] });
    server.route('/root.crl', crl({ revoked: [{ serial: serialOf(issuing.certificate.der) }] }));
    server.route('/issuing.crl', signCrl(issuing.certificate, { thisUpdate }));
    const { answers } = await check()(chainOf(leaf, issuing.certificate), null, never);
    expect(answers.map(({ sha256, status }) => [sha256, status])).toEqual([
      [leaf.sha256, 'good'],
      [issuing.certificate.sha256, 'revoked'],
    ]);
  });

  it('judges a staple although nothing may be fetched', async () => {
    const leaf = await issue({ ocspAddresses: [server.url('/ocsp')], crlAddresses: [server.url('/root.crl')] });
    const staple = signOcspResponse({ certificate: leaf.der, issuer: root.certificate, thisUpdate });
    const result = await check({ allowed: false })(chainOf(leaf), staple, never);
    expect(result.allowed).toBe(false);
    expect(result.answers).toMatchObject([
      {
        status: 'good',
        sources: [
          { kind: 'staple', address: null, outcome: 'answered', status: 'good' },
          { kind: 'ocsp', outcome: 'not-allowed', status: null },
          { kind: 'crl', outcome: 'not-allowed', status: null },
        ],
      },
    ]);
    expect(server.connectionCount()).toBe(0);
  });

  it('knows nothing of a certificate that names no source, or whose issuer is missing', async () => {
    const silent = await issue({});
    expect((await check()(chainOf(silent), null, never)).answers).toMatchObject([{ status: 'unknown', sources: [] }]);
    const orphan = readCertificate((await issue({ crlAddresses: [server.url('/root.crl')] })).der);
    expect((await check()([orphan], null, never)).answers).toMatchObject([{ status: 'unknown', sources: [{ outcome: 'unsupported' }] }]);
    const own = readCertificate((await createSelfSigned()).der);
    expect((await check()([own], null, never)).answers).toEqual([]);
  });

  it('asks a bounded number of addresses however many a certificate names', async () => {
    const addresses = Array.from({ length: 30 }, (_, index) => server.url(`/${index}.crl`));
    const leaf = await issue({ ocspAddresses: addresses, crlAddresses: addresses });
    const { answers } = await check()(chainOf(leaf), null, never);
    expect(answers[0]?.sources).toHaveLength(6);
    expect(server.requests).toHaveLength(6);
  });

  it('tells why a responder gave no answer', async () => {
    const leaf = await issue({ ocspAddresses: [server.url('/later'), server.url('/missing')] });
    server.route('/later', ocspError(3));
    const { answers } = await check()(chainOf(leaf), null, never);
    expect(answers[0]?.sources).toMatchObject([
      { outcome: 'responder-error', message: expect.stringContaining('tryLater') },
      { outcome: 'http-status', message: expect.stringContaining('404') },
    ]);
  });

  it('ends when the scan does', async () => {
    server.route('/root.crl', () => undefined);
    const leaf = await issue({ crlAddresses: [server.url('/root.crl')] });
    const stop = new AbortController();
    const running = check({ timeoutMs: 60_000 })(chainOf(leaf), null, stop.signal);
    setTimeout(() => stop.abort(), 100);
    expect((await running).answers).toMatchObject([{ status: 'unknown', sources: [{ outcome: 'timeout' }] }]);
  });
});

describe('fetching', () => {
  it('follows three redirects and no more', async () => {
    server.route('/root.crl', crl());
    for (const [from, to] of [
      ['/3', '/root.crl'],
      ['/2', '/3'],
      ['/1', '/2'],
      ['/0', '/1'],
    ] as const) {
      server.route(from, (_, response) => response.writeHead(302, { location: to }).end());
    }
    expect(await sourceOfCrl(server.url('/1'))).toMatchObject({ status: 'good' });
    expect(await sourceOfCrl(server.url('/0'))).toMatchObject({ source: { outcome: 'http-status' } });
  });

  it.each([
    'http://169.254.169.254/latest',
    'http://[fe80::1]/x',
    'http://2852039166/',
    'http://[::ffff:169.254.169.254]/',
    'http://0.0.0.0/',
  ])('never asks %s, not even by a redirect or through a proxy', async (address) => {
    const { source } = await sourceOfCrl(address);
    expect(source).toMatchObject({ outcome: 'address-refused', status: null });
    server.route('/redirect', (_, response) => response.writeHead(301, { location: address }).end());
    expect((await sourceOfCrl(server.url('/redirect'))).source).toMatchObject({ outcome: 'address-refused' });
    const proxy = await startRevocationServer();
    stops.push(proxy.stop);
    expect((await sourceOfCrl(address, { proxy: new URL(proxy.url('/')) })).source).toMatchObject({ outcome: 'address-refused' });
    expect(proxy.connectionCount()).toBe(0);
  });

  it('refuses a name that leads to a refused address, and the own host', async () => {
    const dns = await startDnsServer({ 'metadata.corp.test': { A: ['169.254.169.254'] }, 'self.corp.test': { A: ['127.0.0.1'] } });
    stops.push(dns.stop);
    const resolvers = [dns.resolver];
    expect((await sourceOfCrl('http://metadata.corp.test/x', { resolvers })).source).toMatchObject({ outcome: 'address-refused' });
    const own = `http://self.corp.test:${server.port}/root.crl`;
    expect((await sourceOfCrl(own, { resolvers, alsoLoopback: false })).source).toMatchObject({ outcome: 'address-refused' });
    expect((await sourceOfCrl(server.url('/root.crl'), { alsoLoopback: false })).source).toMatchObject({ outcome: 'address-refused' });
    expect(server.connectionCount()).toBe(0);
    server.route('/root.crl', crl());
    expect(await sourceOfCrl(own, { resolvers })).toMatchObject({ status: 'good' });
    expect(server.requests[0]?.headers.host).toBe(`self.corp.test:${server.port}`);
  });

  it('asks through the proxy for plain addresses', async () => {
    const proxy = await startRevocationServer();
    stops.push(proxy.stop);
    proxy.route('http://pki.corp.test/root.crl', crl());
    const url = new URL(proxy.url('/'));
    url.username = 'port636';
    url.password = 'secret';
    expect(await sourceOfCrl('http://pki.corp.test/root.crl', { proxy: url })).toMatchObject({ status: 'good' });
    expect(proxy.requests).toMatchObject([
      { headers: { host: 'pki.corp.test', 'proxy-authorization': `Basic ${Buffer.from('port636:secret').toString('base64')}` } },
    ]);
  });

  it('asks over HTTPS, also through a tunnel of the proxy', async () => {
    const certificate = await createSelfSigned();
    const list = crl();
    const secure = await listen(
      createTlsServer({ cert: certificate.pem, key: certificate.keyPem }, (socket) => {
        socket.once('data', () => {
          socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${list.length}\r\n\r\n`);
          socket.end(list);
        });
      }),
    );
    const tunnels: string[] = [];
    const proxy = await listen(
      createServer((socket) => {
        socket.once('data', (head) => {
          tunnels.push(head.toString('latin1').split('\r\n')[0] ?? '');
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
          pipeTo(socket, secure.port);
        });
      }),
    );
    stops.push(secure.stop, proxy.stop);
    expect(await sourceOfCrl(`https://127.0.0.1:${secure.port}/root.crl`)).toMatchObject({ status: 'good' });
    const throughProxy = await sourceOfCrl('https://pki.corp.test/root.crl', { proxy: new URL(`http://127.0.0.1:${proxy.port}`) });
    expect(throughProxy).toMatchObject({ status: 'good' });
    expect(tunnels).toEqual(['CONNECT pki.corp.test:443 HTTP/1.1']);
  });

  it('tells that the proxy refuses', async () => {
    const proxy = await listen(
      createServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n'))),
    );
    stops.push(proxy.stop);
    const { source } = await sourceOfCrl('https://pki.corp.test/root.crl', { proxy: new URL(`http://127.0.0.1:${proxy.port}`) });
    expect(source).toMatchObject({ outcome: 'http-status', message: expect.stringContaining('407') });
  });

  it('stops at the size limit, announced or not', async () => {
    server.route('/announced', (_, response) => response.writeHead(200, { 'content-length': '20000001' }).flushHeaders());
    expect((await sourceOfCrl(server.url('/announced'))).source).toMatchObject({ outcome: 'too-large' });
    const block = Buffer.alloc(64 * 1024, 0x30);
    let sent = 0;
    server.route('/endless', (_, response) => {
      const more = (): void => {
        sent += block.length;
        if (!response.destroyed) response.write(block, () => setImmediate(more));
      };
      more();
    });
    expect((await sourceOfCrl(server.url('/endless'), { timeoutMs: 20_000 })).source).toMatchObject({ outcome: 'too-large' });
    expect(sent).toBeGreaterThan(20_000_000);
    expect(sent).toBeLessThan(40_000_000);
  });

  it('gives up on a body that trickles, a server that is silent and one that ends early', async () => {
    server.route('/slow', (_, response) => {
      const timer = setInterval(() => response.write('0'), 20);
      response.on('close', () => clearInterval(timer));
    });
    server.route('/silent', () => undefined);
    server.route('/short', (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('short', () => response.destroy());
    });
    expect((await sourceOfCrl(server.url('/slow'), { timeoutMs: 300 })).source).toMatchObject({ outcome: 'timeout' });
    expect((await sourceOfCrl(server.url('/silent'), { timeoutMs: 300 })).source).toMatchObject({ outcome: 'timeout' });
    expect((await sourceOfCrl(server.url('/short'))).source).toMatchObject({ outcome: 'unreachable' });
    const closed = await listen(createServer());
    await closed.stop();
    expect((await sourceOfCrl(`http://127.0.0.1:${closed.port}/`)).source).toMatchObject({ outcome: 'unreachable' });
  });

  it('asks http, https and ldap addresses and no others', async () => {
    for (const address of ['file:///etc/passwd', 'ftp://127.0.0.1/x', 'gopher://127.0.0.1/', 'nonsense', 'ldap:///CN=x?a?sub']) {
      expect((await sourceOfCrl(address)).source).toMatchObject({ outcome: 'unsupported', status: null });
    }
  });

  it('reads no encoded body', async () => {
    server.route('/gzip', (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'));
    expect((await sourceOfCrl(server.url('/gzip'))).source).toMatchObject({ outcome: 'unsupported' });
  });
});

function pipeTo(socket: Socket, port: number): void {
  void import('node:net').then(({ connect }) => {
    const onward = connect(port, '127.0.0.1');
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
}

describe('the cache of the check', () => {
  const later = (hours: number) => new Date(start.getTime() + hours * 3_600_000);

  it('uses a list until its next update and no longer', async () => {
    const cache = createRevocationCache();
    const leaf = await issue({ crlAddresses: [server.url('/root.crl')] });
    const ask = async () => (await check({ cache })(chainOf(leaf), null, never)).answers[0]?.status;
    server.route('/root.crl', crl({ nextUpdate: later(10) }));
    expect(await ask()).toBe('good');
    server.route('/root.crl', crl({ nextUpdate: later(20), revoked: [{ serial: serialOf(leaf.der) }] }));
    now = new Date(later(10).getTime() - 1);
    expect(await ask()).toBe('good');
    expect(server.requests).toHaveLength(1);
    now = later(10);
    expect(await ask()).toBe('revoked');
    expect(server.requests).toHaveLength(2);
  });

  it('keeps no list past its next update when the server has no newer one', async () => {
    const cache = createRevocationCache();
    const leaf = await issue({ crlAddresses: [server.url('/root.crl')] });
    server.route('/root.crl', crl({ nextUpdate: later(1) }));
    const ask = async () => (await check({ cache })(chainOf(leaf), null, never)).answers[0]?.sources[0]?.outcome;
    expect(await ask()).toBe('answered');
    now = later(2);
    expect(await ask()).toBe('stale');
    expect(await ask()).toBe('stale');
    expect(server.requests).toHaveLength(2);
    server.route('/root.crl', crl({ nextUpdate: later(9) }));
    now = new Date(later(2).getTime() + 5 * 60_000);
    expect(await ask()).toBe('answered');
  });

  it('remembers a failure for five minutes', async () => {
    const cache = createRevocationCache();
    const leaf = await issue({ crlAddresses: [server.url('/root.crl')], ocspAddresses: [server.url('/ocsp')] });
    const ask = async () => (await check({ cache })(chainOf(leaf), null, never)).answers[0]?.sources.map(({ outcome }) => outcome);
    expect(await ask()).toEqual(['http-status', 'http-status']);
    server.route('/root.crl', crl());
    server.route('/ocsp', signOcspResponse({ certificate: leaf.der, issuer: root.certificate, thisUpdate }));
    now = new Date(start.getTime() + 5 * 60_000 - 1);
    expect(await ask()).toEqual(['http-status', 'http-status']);
    expect(server.requests).toHaveLength(2);
    now = new Date(start.getTime() + 5 * 60_000);
    expect(await ask()).toEqual(['answered', 'answered']);
  });

  it('asks once for a list that many want at the same time', async () => {
    const cache = createRevocationCache();
    const list = crl();
    server.route('/root.crl', (_, response) => void setTimeout(() => response.end(list), 50));
    const leaves = await Promise.all(Array.from({ length: 20 }, () => issue({ crlAddresses: [server.url('/root.crl')] })));
    const results = await Promise.all(leaves.map((leaf) => check({ cache })(chainOf(leaf), null, never)));
    expect(results.map(({ answers }) => answers[0]?.status)).toEqual(leaves.map(() => 'good'));
    expect(server.requests).toHaveLength(1);
  });

  it('lets others have the list when the first who wanted it is gone', async () => {
    const cache = createRevocationCache();
    const list = crl();
    server.route('/root.crl', (_, response) => void setTimeout(() => response.end(list), 200));
    const leaf = await issue({ crlAddresses: [server.url('/root.crl')] });
    const stop = new AbortController();
    const first = check({ cache })(chainOf(leaf), null, stop.signal);
    const second = check({ cache })(chainOf(leaf), null, never);
    setTimeout(() => stop.abort(), 50);
    expect((await first).answers[0]?.status).toBe('unknown');
    expect((await second).answers[0]?.status).toBe('good');
    expect(server.requests).toHaveLength(1);
  });

  it('holds no list proven by one issuer against the certificates of another', async () => {
    const cache = createRevocationCache();
    const other = await createAuthority({ subject: 'CN=Other CA' });
    server.route('/root.crl', crl());
    const address = { crlAddresses: [server.url('/root.crl')] };
    const [ours, theirs] = [await issue(address), await other.issue(address)];
    expect((await check({ cache })(chainOf(ours), null, never)).answers[0]?.status).toBe('good');
    const chain = [theirs, other.certificate].map(({ der }) => readCertificate(der));
    expect((await check({ cache })(chain, null, never)).answers).toMatchObject([
      { status: 'unknown', sources: [{ outcome: 'wrong-issuer' }] },
    ]);
  });

  it('keeps within its room', async () => {
    const cache = createRevocationCache({ mostBytes: 10_000 });
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      server.route(`/${name}.crl`, crl({ revoked: Array.from({ length: 50 }, (_, index) => ({ serial: Uint8Array.of(1, index) })) }));
      const leaf = await issue({ crlAddresses: [server.url(`/${name}.crl`)] });
      expect((await check({ cache })(chainOf(leaf), null, never)).answers[0]?.status).toBe('good');
    }
    expect(cache.lists.byteLength).toBeGreaterThan(5_000);
    expect(cache.lists.byteLength).toBeLessThanOrEqual(10_000);
  });
});

describe('a very large list', () => {
  it('judges by 200,000 entries in bounded time and memory', async () => {
    const leaf = await issue({ crlAddresses: [server.url('/large.crl')] });
    const revoked = Array.from({ length: 199_999 }, (_, index) => {
      const serial = Buffer.alloc(19, 0x61);
      serial.writeUInt32BE(index, 10);
      return { serial, reason: 5 };
    });
    const bytes = crl({ revoked: [...revoked, { serial: serialOf(leaf.der), reason: 1 }] });
    expect(bytes.length).toBeGreaterThan(9_000_000);
    server.route('/large.crl', bytes);
    const cache = createRevocationCache();
    const startedAt = performance.now();
    let longestStall = 0;
    let last = startedAt;
    const ticking = setInterval(() => {
      longestStall = Math.max(longestStall, performance.now() - last);
      last = performance.now();
    }, 1);
    const { answers } = await check({ cache, timeoutMs: 15_000 })(chainOf(leaf), null, never);
    clearInterval(ticking);
    expect(answers[0]).toMatchObject({ status: 'revoked', sources: [{ outcome: 'answered', reason: 'keyCompromise' }] });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(longestStall).toBeLessThan(500);
    expect(cache.lists.byteLength).toBeLessThan(6_000_000);
  }, 30_000);
});
