import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, type Packet, streamDecode, streamEncode } from 'dns-packet';
import { listen } from './listener.ts';

/** What the server knows of one name: addresses, any other records of dns-packet, types it never answers, or a way to fail. */
export type ZoneEntry =
  | {
      A?: readonly string[];
      AAAA?: readonly string[];
      records?: readonly Answer[];
      unanswered?: readonly ('A' | 'AAAA')[];
      /** Types whose first question gets lost. */
      lost?: readonly ('A' | 'AAAA')[];
    }
  | 'NXDOMAIN'
  | 'SERVFAIL'
  | 'REFUSED'
  | 'silent';

/** Names in lower case without a trailing dot. `*` stands for every other name; without it those are NXDOMAIN. */
export type Zone = Record<string, ZoneEntry>;

/** A simulated DNS server, on UDP and TCP of the same port. */
export type SimulatedDnsServer = {
  /** `address:port`, as `setServers` and PORT636_RESOLVERS take it. */
  readonly resolver: string;
  readonly port: number;
  /** Questions received, as `TYPE name`; the oldest of very many are forgotten. */
  readonly questions: readonly string[];
  readonly stop: () => Promise<void>;
};

const codes = { NXDOMAIN: 3, SERVFAIL: 2, REFUSED: 5 } as const;
const LONGEST_UDP_ANSWER_BYTES = 512;
const TRUNCATED = 1 << 9;
const QUESTIONS_KEPT = 10_000;

/** Starts a DNS server that knows `zone` and nothing else. Answers over 512 bytes are truncated on UDP. */
export async function startDnsServer(zone: Zone, options: { address?: string } = {}): Promise<SimulatedDnsServer> {
  const address = options.address ?? '127.0.0.1';
  const questions: string[] = [];
  const tcp = await listen(
    createServer((socket) => answerStream(socket, (query) => answer(query, zone, questions))),
    { address },
  );
  const udp = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  udp.on('message', (message, from) => {
    const reply = answer(decode(message), zone, questions);
    if (reply === null) return;
    const bytes = encode(reply);
    const short =
      bytes.length <= LONGEST_UDP_ANSWER_BYTES ? bytes : encode({ ...reply, flags: (reply.flags ?? 0) | TRUNCATED, answers: [] });
    udp.send(short, from.port, from.address);
  });
  udp.bind(tcp.port, address);
  await once(udp, 'listening');
  return {
    resolver: address.includes(':') ? `[${address}]:${tcp.port}` : `${address}:${tcp.port}`,
    port: tcp.port,
    questions,
    stop: async () => {
      udp.close();
      await tcp.stop();
    },
  };
}

function answerStream(socket: Socket, reply: (query: Packet) => Packet | null): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= pending.readUInt16BE(0) + 2) {
      const length = pending.readUInt16BE(0) + 2;
      const packet = reply(streamDecode(pending.subarray(0, length)));
      pending = pending.subarray(length);
      if (packet !== null) socket.write(streamEncode(packet));
    }
  });
}

function answer(query: Packet, zone: Zone, questions: string[]): Packet | null {
  const question = query.questions?.[0];
  if (question === undefined) return null;
  const name = question.name.toLowerCase();
  const asked = `${question.type} ${name}`;
  const isFirst = !questions.includes(asked);
  if (questions.length >= QUESTIONS_KEPT) questions.splice(0, QUESTIONS_KEPT / 2);
  questions.push(asked);
  const entry = zone[name] ?? zone['*'] ?? 'NXDOMAIN';
  if (entry === 'silent') return null;
  const head = { type: 'response' as const, id: query.id ?? 0, questions: [question] };
  if (typeof entry === 'string') return { ...head, flags: AUTHORITATIVE_ANSWER | codes[entry] };
  if (entry.unanswered?.some((type) => type === question.type)) return null;
  if (isFirst && entry.lost?.some((type) => type === question.type)) return null;
  const addresses = question.type === 'A' ? (entry.A ?? []) : question.type === 'AAAA' ? (entry.AAAA ?? []) : [];
  const answers: Answer[] = addresses.map((data) => ({ type: question.type as 'A' | 'AAAA', name: question.name, ttl: 60, data }));
  for (const record of entry.records ?? []) if (record.type === question.type) answers.push(record);
  return { ...head, flags: AUTHORITATIVE_ANSWER, answers };
}
