import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, isIP } from 'node:net';
import { type DecodedPacket, decode, encode, RECURSION_DESIRED } from 'dns-packet';
import type { Deadline } from '../deadline.ts';
import { describeError } from '../plain-text.ts';
import type { LookupCode } from './record.ts';

/**
 * Questions to DNS servers, packet by packet. The resolver of Node refuses SRV records whose target is compressed, which RFC 2782 forbids
 * and the DNS of Samba sends all the same, and it keeps the answer of a server that failed to itself.
 */

export type DnsAnswer = { status: 'ok'; packet: DecodedPacket } | { status: 'failed'; code: LookupCode; message: string };

/** Patience with each server, in milliseconds: in the first round, in the second, and for an answer over TCP. */
const ROUNDS_MS = [1_500, 3_000];
const TCP_MS = 5_000;
/** Bytes of UDP that every network carries (dnsflagday.net/2020). */
const UDP_BYTES = 1_232;
const LONGEST_TCP_BYTES = 65_535;

/** Failures, the one that tells most first. */
const telling: readonly LookupCode[] = ['resolver-refused', 'resolver-failed', 'resolver-timeout', 'resolver-unreachable', 'unclassified'];

/**
 * Asks one server after the other, twice around, until one speaks of the name: with records, or that there is no such name. An answer that
 * is too long for UDP is asked for over TCP. Never throws.
 */
export async function queryDns(name: string, type: 'SRV', servers: readonly string[], deadline: Deadline): Promise<DnsAnswer> {
  let worst: DnsAnswer = { status: 'failed', code: 'resolver-unreachable', message: 'There is no DNS server to ask.' };
  const settled = new Set<string>();
  for (const roundMs of ROUNDS_MS) {
    for (const server of servers) {
      if (settled.has(server)) continue;
      if (deadline.overBecause() !== null)
        return { status: 'failed', code: 'resolver-timeout', message: 'No DNS server answered in time.' };
      const answer = await askServer(name, type, server, deadline, roundMs);
      if (answer.status === 'ok' || answer.code === 'name-not-found' || answer.code === 'no-record') return answer;
      // What a server said it will say again; only silence may have been a lost packet.
      if (answer.code !== 'resolver-timeout') settled.add(server);
      const first = worst.status === 'failed' && worst.message === 'There is no DNS server to ask.';
      if (worst.status === 'failed' && (first || telling.indexOf(answer.code) <= telling.indexOf(worst.code))) worst = answer;
    }
  }
  return worst;
}

type Target = { address: string; port: number };

/** The parts of `192.0.2.53`, `192.0.2.53:5353` or `[2001:db8::53]:53`; null for anything else. */
function targetOf(server: string): Target | null {
  if (isIP(server) !== 0) return { address: server, port: 53 };
  const match = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(server);
  const address = match?.[1] ?? '';
  return isIP(address) === 0 ? null : { address, port: Number(match?.[2]) };
}

async function askServer(name: string, type: 'SRV', server: string, deadline: Deadline, roundMs: number): Promise<DnsAnswer> {
  const target = targetOf(server);
  if (target === null) return { status: 'failed', code: 'unclassified', message: `${server} is no DNS server.` };
  const id = randomInt(1, 65_536);
  let query: Buffer;
  try {
    query = encode({
      type: 'query',
      id,
      flags: RECURSION_DESIRED,
      questions: [{ type, name }],
      additionals: [
        { type: 'OPT', name: '.', udpPayloadSize: UDP_BYTES, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false, options: [] },
      ],
    });
  } catch (error) {
    return { status: 'failed', code: 'name-not-found', message: describeError(error).message };
  }
  const isAnswer = (packet: DecodedPacket): boolean => {
    const [question] = packet.questions ?? [];
    return packet.id === id && packet.type === 'response' && question?.type === type && question.name.toLowerCase() === name.toLowerCase();
  };
  const overUdp = await exchange((done) => sendUdp(target, query, isAnswer, done), deadline, roundMs);
  if (!('packet' in overUdp)) return failureOf(overUdp);
  if (!overUdp.packet.flag_tc) return answerOf(overUdp.packet, type);
  const overTcp = await exchange((done) => sendTcp(target, query, isAnswer, done), deadline, TCP_MS);
  return 'packet' in overTcp ? answerOf(overTcp.packet, type) : failureOf(overTcp);
}

type Exchange = { packet: DecodedPacket } | { error: unknown } | { stopped: true };

/** Waits for one exchange within its time; `send` returns what ends it. */
function exchange(send: (done: (outcome: Exchange) => void) => () => void, deadline: Deadline, stageMs: number): Promise<Exchange> {
  return new Promise((resolve) => {
    const finish = (outcome: Exchange) => {
      endWatch();
      end();
      resolve(outcome);
    };
    const endWatch = deadline.watch(stageMs, () => finish({ stopped: true }));
    const end = send(finish);
  });
}

function sendUdp(
  target: Target,
  query: Buffer,
  isAnswer: (packet: DecodedPacket) => boolean,
  done: (outcome: Exchange) => void,
): () => void {
  const socket = createSocket(isIP(target.address) === 6 ? 'udp6' : 'udp4');
  let closed = false;
  socket.on('error', (error) => done({ error }));
  socket.on('message', (bytes) => {
    // What is no answer to this question may be forged: the real one is still waited for.
    const packet = readPacket(bytes);
    if (packet !== null && isAnswer(packet)) done({ packet });
  });
  // Connected, so that only this server is heard, and a closed port is told.
  socket.connect(target.port, target.address, () => {
    if (!closed) socket.send(query);
  });
  return () => {
    if (closed) return;
    closed = true;
    socket.close();
  };
}

function sendTcp(
  target: Target,
  query: Buffer,
  isAnswer: (packet: DecodedPacket) => boolean,
  done: (outcome: Exchange) => void,
): () => void {
  const socket = connect({ host: target.address, port: target.port, noDelay: true });
  let received: Buffer = Buffer.alloc(0);
  socket.on('error', (error) => done({ error }));
  socket.on('close', () => done({ error: new Error('The DNS server closed the connection before it answered.') }));
  socket.on('connect', () => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(query.length);
    socket.write(Buffer.concat([length, query]));
  });
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    if (received.length < 2 || received.length < received.readUInt16BE(0) + 2) {
      if (received.length > LONGEST_TCP_BYTES + 2) done({ error: new Error('The DNS server sent too much.') });
      return;
    }
    const packet = readPacket(received.subarray(2, received.readUInt16BE(0) + 2));
    done(packet !== null && isAnswer(packet) ? { packet } : { error: new Error('The answer of the DNS server cannot be read.') });
  });
  return () => {
    socket.removeAllListeners('close');
    socket.destroy();
  };
}

function readPacket(bytes: Buffer): DecodedPacket | null {
  try {
    return decode(bytes);
  } catch {
    return null;
  }
}

function answerOf(packet: DecodedPacket, type: 'SRV'): DnsAnswer {
  const rcode = 'rcode' in packet ? String(packet.rcode) : 'NOERROR';
  const fail = (code: LookupCode, message: string): DnsAnswer => ({ status: 'failed', code, message });
  if (rcode === 'NXDOMAIN') return fail('name-not-found', 'The DNS server answered NXDOMAIN: there is no such name.');
  if (rcode === 'REFUSED') return fail('resolver-refused', 'The DNS server answered REFUSED.');
  if (rcode !== 'NOERROR') return fail('resolver-failed', `The DNS server answered ${rcode}.`);
  if (!(packet.answers ?? []).some((record) => record.type === type)) return fail('no-record', 'The name exists without such a record.');
  return { status: 'ok', packet };
}

function failureOf(outcome: Exclude<Exchange, { packet: DecodedPacket }>): DnsAnswer {
  if ('stopped' in outcome) return { status: 'failed', code: 'resolver-timeout', message: 'The DNS server did not answer in time.' };
  const { message, systemCode } = describeError(outcome.error);
  const unreachable = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNRESET', 'EADDRNOTAVAIL', 'EACCES'].includes(systemCode ?? '');
  return { status: 'failed', code: unreachable ? 'resolver-unreachable' : 'unclassified', message };
}
