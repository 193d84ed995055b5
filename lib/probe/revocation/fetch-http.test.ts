import { connect, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSelfSigned } from '../../simulation/certificate-factory.ts';
import { startDnsServer } from '../../simulation/dns-server.ts';
import { listen } from '../../simulation/listener.ts';
import { startRevocationServer } from '../../simulation/revocation-server.ts';
import { type RevocationLab, startRevocationLab } from '../testing/revocation-lab.ts';

let lab: RevocationLab;
beforeEach(async () => {
  lab = await startRevocationLab();
});
afterEach(() => lab.stop());

function pipeTo(socket: Socket, port: number): void {
  const onward = connect(port, '127.0.0.1');
  onward.on('error', () => socket.destroy());
  socket.on('close', () => onward.destroy());
  socket.pipe(onward).pipe(socket);
}

describe('fetching over HTTP', () => {
  it('follows three redirects and no more', async () => {
    lab.server.route('/root.crl', lab.crl());
    for (const [from, to] of [
      ['/3', '/root.crl'],
      ['/2', '/3'],
      ['/1', '/2'],
      ['/0', '/1'],
    ] as const) {
      lab.server.route(from, (_, response) => response.writeHead(302, { location: to }).end());
    }
    expect(await lab.askCrl(lab.server.url('/1'))).toMatchObject({ status: 'good' });
    expect(await lab.askCrl(lab.server.url('/0'))).toMatchObject({ source: { outcome: 'http-status' } });
  });

  it.each([
    'http://169.254.169.254/latest',
    'http://[fe80::1]/x',
    'http://2852039166/',
    'http://[::ffff:169.254.169.254]/',
    'http://0.0.0.0/',
  ])('never asks %s, not even by a redirect or through a proxy', async (address) => {
    const { source } = await lab.askCrl(address);
    expect(source).toMatchObject({ outcome: 'address-refused', status: null });
    lab.server.route('/redirect', (_, response) => response.writeHead(301, { location: address }).end());
    expect((await lab.askCrl(lab.server.url('/redirect'))).source).toMatchObject({ outcome: 'address-refused' });
    const proxy = await startRevocationServer();
    lab.endWith(proxy);
    expect((await lab.askCrl(address, { proxy: new URL(proxy.url('/')) })).source).toMatchObject({ outcome: 'address-refused' });
    expect(proxy.connectionCount()).toBe(0);
  });

  it('refuses a name that leads to a refused address, and the own host', async () => {
    const dns = await startDnsServer({ 'metadata.corp.test': { A: ['169.254.169.254'] }, 'self.corp.test': { A: ['127.0.0.1'] } });
    lab.endWith(dns);
    const resolvers = [dns.resolver];
    expect((await lab.askCrl('http://metadata.corp.test/x', { resolvers })).source).toMatchObject({ outcome: 'address-refused' });
    const own = `http://self.corp.test:${lab.server.port}/root.crl`;
    expect((await lab.askCrl(own, { resolvers, alsoLoopback: false })).source).toMatchObject({ outcome: 'address-refused' });
    expect((await lab.askCrl(lab.server.url('/root.crl'), { alsoLoopback: false })).source).toMatchObject({ outcome: 'address-refused' });
    expect(lab.server.connectionCount()).toBe(0);
    lab.server.route('/root.crl', lab.crl());
    expect(await lab.askCrl(own, { resolvers })).toMatchObject({ status: 'good' });
    expect(lab.server.requests[0]?.headers.host).toBe(`self.corp.test:${lab.server.port}`);
  });

  it('asks through the proxy for plain addresses', async () => {
    const proxy = await startRevocationServer();
    lab.endWith(proxy);
    proxy.route('http://pki.corp.test/root.crl', lab.crl());
    const url = new URL(proxy.url('/'));
    url.username = 'port636';
    url.password = 'secret';
    expect(await lab.askCrl('http://pki.corp.test/root.crl', { proxy: url })).toMatchObject({ status: 'good' });
    expect(proxy.requests).toMatchObject([
      { headers: { host: 'pki.corp.test', 'proxy-authorization': `Basic ${Buffer.from('port636:secret').toString('base64')}` } },
    ]);
  });

  it('asks over HTTPS, also through a tunnel of the proxy', async () => {
    const certificate = await createSelfSigned();
    const list = lab.crl();
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
    lab.endWith(secure);
    lab.endWith(proxy);
    expect(await lab.askCrl(`https://127.0.0.1:${secure.port}/root.crl`)).toMatchObject({ status: 'good' });
    const throughProxy = await lab.askCrl('https://pki.corp.test/root.crl', { proxy: new URL(`http://127.0.0.1:${proxy.port}`) });
    expect(throughProxy).toMatchObject({ status: 'good' });
    expect(tunnels).toEqual(['CONNECT pki.corp.test:443 HTTP/1.1']);
  });

  it('speaks to no proxy over anything but HTTP', async () => {
    const { source } = await lab.askCrl('http://pki.corp.test/root.crl', { proxy: new URL('https://127.0.0.1:1/') });
    expect(source).toMatchObject({ outcome: 'unsupported' });
  });

  it('tells that the proxy refuses', async () => {
    const proxy = await listen(
      createServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n'))),
    );
    lab.endWith(proxy);
    const { source } = await lab.askCrl('https://pki.corp.test/root.crl', { proxy: new URL(`http://127.0.0.1:${proxy.port}`) });
    expect(source).toMatchObject({ outcome: 'http-status', message: expect.stringContaining('407') });
  });

  it('stops at the size limit, announced or not', async () => {
    lab.server.route('/announced', (_, response) => response.writeHead(200, { 'content-length': '20000001' }).flushHeaders());
    expect((await lab.askCrl(lab.server.url('/announced'))).source).toMatchObject({ outcome: 'too-large' });
    const block = Buffer.alloc(64 * 1024, 0x30);
    let sent = 0;
    lab.server.route('/endless', (_, response) => {
      const more = (): void => {
        sent += block.length;
        if (!response.destroyed) response.write(block, () => setImmediate(more));
      };
      more();
    });
    expect((await lab.askCrl(lab.server.url('/endless'), { timeoutMs: 20_000 })).source).toMatchObject({ outcome: 'too-large' });
    expect(sent).toBeGreaterThan(20_000_000);
    expect(sent).toBeLessThan(40_000_000);
  });

  it('gives up on a body that trickles, a server that is silent and one that ends early', async () => {
    lab.server.route('/slow', (_, response) => {
      const timer = setInterval(() => response.write('0'), 20);
      response.on('close', () => clearInterval(timer));
    });
    lab.server.route('/silent', () => undefined);
    lab.server.route('/short', (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('short', () => response.destroy());
    });
    expect((await lab.askCrl(lab.server.url('/slow'), { timeoutMs: 300 })).source).toMatchObject({ outcome: 'timeout' });
    expect((await lab.askCrl(lab.server.url('/silent'), { timeoutMs: 300 })).source).toMatchObject({ outcome: 'timeout' });
    expect((await lab.askCrl(lab.server.url('/short'))).source).toMatchObject({ outcome: 'unreachable' });
    const closed = await listen(createServer());
    await closed.stop();
    expect((await lab.askCrl(`http://127.0.0.1:${closed.port}/`)).source).toMatchObject({ outcome: 'unreachable' });
  });

  it('ends at once when the server wants to speak another protocol', async () => {
    const server = await listen(
      createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'));
      }),
    );
    lab.endWith(server);
    const { source } = await lab.askCrl(`http://127.0.0.1:${server.port}/`, { timeoutMs: 60_000 });
    expect(source).toMatchObject({ outcome: 'http-status', message: expect.stringContaining('101') });
  });

  it('asks http, https and ldap addresses and no others', async () => {
    for (const address of ['file:///etc/passwd', 'ftp://127.0.0.1/x', 'gopher://127.0.0.1/', 'nonsense', 'ldap:///CN=x?a?sub']) {
      expect((await lab.askCrl(address)).source).toMatchObject({ outcome: 'unsupported', status: null });
    }
  });

  it('reads no encoded body', async () => {
    lab.server.route('/gzip', (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'));
    expect((await lab.askCrl(lab.server.url('/gzip'))).source).toMatchObject({ outcome: 'unsupported' });
  });
});
