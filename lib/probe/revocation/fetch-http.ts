import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import type { Deadline } from '../deadline.ts';
import { describeError } from '../plain-text.ts';
import { bareHost, beginTls, isRefusal, type Network, openChecked, openTrusted, refuseAddress } from './open-connection.ts';
import { isRefusedHost } from './refused-address.ts';
import type { Refusal } from './source.ts';

/** What is asked for. With a body it is a POST. */
export interface HttpQuestion {
  readonly address: string;
  readonly body: { readonly type: string; readonly bytes: Uint8Array } | null;
  /** Longest answer that is read. */
  readonly mostBytes: number;
}

const MOST_REDIRECTS = 3;
const redirects = new Set([301, 302, 307, 308]);
const USER_AGENT = 'Port636';

type Reply = { bytes: Uint8Array } | { location: string } | Refusal;

/**
 * Fetches over HTTP or HTTPS with limits on bytes, redirects and, by the deadline, time. The certificate of an HTTPS server is not
 * checked: OCSP answers and CRLs carry signatures of their own, and checking it would need revocation data in turn. Never throws.
 */
export async function fetchHttp(question: HttpQuestion, network: Network, deadline: Deadline): Promise<{ bytes: Uint8Array } | Refusal> {
  let address = question.address;
  for (let redirect = 0; redirect <= MOST_REDIRECTS; redirect += 1) {
    const url = URL.parse(address);
    if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
      return { outcome: 'unsupported', message: `Only http: and https: addresses are fetched, not ${address}.` };
    }
    const reply = await ask(url, question, network, deadline);
    if (!('location' in reply)) return reply;
    const next = URL.parse(reply.location, url);
    if (next === null) return { outcome: 'http-status', message: 'The server redirects to something that is no address.' };
    address = next.href;
  }
  return { outcome: 'http-status', message: `The server redirects more than ${MOST_REDIRECTS} times.` };
}

const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? 443 : 80);

const timedOut: Refusal = { outcome: 'timeout', message: 'The answer was not complete in time.' };

async function ask(url: URL, question: HttpQuestion, network: Network, deadline: Deadline): Promise<Reply> {
  const { proxy } = network;
  if (proxy !== null && proxy.protocol !== 'http:') {
    return { outcome: 'unsupported', message: 'Only an http: proxy can be used.' };
  }
  if (proxy !== null && isRefusedHost(url.hostname, network.alsoLoopback)) return refuseAddress(url.hostname);
  const opened =
    proxy === null
      ? await openChecked(url.hostname, portOf(url), network, deadline)
      : await openTrusted(proxy.hostname, portOf(proxy), network, deadline);
  if (isRefusal(opened)) return proxy === null ? opened : { ...opened, message: `The proxy: ${opened.message}` };
  let socket: Socket = opened;
  try {
    if (url.protocol === 'https:') {
      const tunnel = proxy === null ? null : await openTunnel(socket, url, proxy, deadline);
      if (tunnel !== null) return tunnel;
      const secure = await beginTls(socket, { serverName: bareHost(url.hostname), authoritiesPem: null }, deadline);
      if (isRefusal(secure)) return secure;
      socket = secure;
    }
    const viaProxy = proxy !== null && url.protocol === 'http:';
    return await exchange(socket, url, question, viaProxy ? proxy : null, deadline);
  } finally {
    socket.destroy();
    opened.destroy();
  }
}

function proxyHeaders({ username, password }: URL): Record<string, string> {
  if (username === '') return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}

/** Asks the proxy for a tunnel (RFC 9110 section 9.3.6). Null when it stands. */
function openTunnel(socket: Socket, url: URL, proxy: URL, deadline: Deadline): Promise<Refusal | null> {
  const authority = `${url.hostname}:${portOf(url)}`;
  return new Promise((resolve) => {
    const endWatch = deadline.watch(deadline.remainingMs(), () => finish(timedOut));
    const outgoing = request({
      method: 'CONNECT',
      path: authority,
      createConnection: () => socket,
      setHost: false,
      headers: { Host: authority, 'User-Agent': USER_AGENT, ...proxyHeaders(proxy) },
    });
    const finish = (refusal: Refusal | null) => {
      endWatch();
      resolve(refusal);
    };
    outgoing.on('error', (error) => finish({ outcome: 'unreachable', message: `The proxy: ${describeError(error).message}` }));
    outgoing.on('connect', ({ statusCode = 0 }, _, early) => {
      if (statusCode !== 200) finish({ outcome: 'http-status', message: `The proxy answered ${statusCode}.` });
      else if (early.length > 0) finish({ outcome: 'malformed', message: 'The proxy sent bytes that nobody asked for.' });
      else finish(null);
    });
    outgoing.end();
  });
}

function exchange(socket: Socket, url: URL, question: HttpQuestion, proxy: URL | null, deadline: Deadline): Promise<Reply> {
  const { body } = question;
  const path = `${url.pathname}${url.search}`;
  const outgoing = request({
    method: body === null ? 'GET' : 'POST',
    path: proxy === null ? path : `http://${url.host}${path}`,
    createConnection: () => socket,
    setHost: false,
    headers: {
      Host: url.host,
      'User-Agent': USER_AGENT,
      Accept: '*/*',
      Connection: 'close',
      ...(body === null ? {} : { 'Content-Type': body.type, 'Content-Length': String(body.bytes.length) }),
      ...(proxy === null ? {} : proxyHeaders(proxy)),
    },
  });
  return new Promise((resolve) => {
    const endWatch = deadline.watch(deadline.remainingMs(), () => finish(timedOut));
    const finish = (reply: Reply) => {
      endWatch();
      resolve(reply);
      outgoing.destroy();
    };
    outgoing.on('error', (error) => finish({ outcome: 'unreachable', message: describeError(error).message }));
    outgoing.on('response', (response) => readReply(response, question.mostBytes, finish));
    outgoing.on('upgrade', ({ statusCode = 0 }, upgraded) => {
      upgraded.destroy();
      finish({ outcome: 'http-status', message: `The server answered ${statusCode} and wants to speak another protocol.` });
    });
    outgoing.end(body?.bytes);
  });
}

function readReply(response: IncomingMessage, mostBytes: number, finish: (reply: Reply) => void): void {
  const { statusCode = 0, statusMessage = '', headers } = response;
  response.on('error', (error) => finish({ outcome: 'unreachable', message: describeError(error).message }));
  if (redirects.has(statusCode) && headers.location !== undefined) {
    finish({ location: headers.location });
    return;
  }
  if (statusCode !== 200) {
    finish({ outcome: 'http-status', message: `The server answered ${statusCode} ${statusMessage}`.trim() });
    return;
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    finish({ outcome: 'unsupported', message: `The answer is encoded as ${encoding}, which nobody asked for.` });
    return;
  }
  const tooLarge: Refusal = { outcome: 'too-large', message: `The answer is larger than ${mostBytes} bytes.` };
  if (Number(headers['content-length'] ?? 0) > mostBytes) {
    finish(tooLarge);
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > mostBytes) finish(tooLarge);
    else chunks.push(chunk);
  });
  response.on('end', () => finish({ bytes: Buffer.concat(chunks, length) }));
  response.on('close', () => finish({ outcome: 'unreachable', message: 'The connection ended in the middle of the answer.' }));
}
