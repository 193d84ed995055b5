import { createServer, type Socket } from 'node:net';
import { listen, type SimulatedServer } from './listener.ts';

/** What the emulated server speaks and takes. */
export type SuiteServerOptions = {
  /** Numbers of the suites it takes, the dearest first, under every version or depending on it. */
  suites: readonly number[] | ((version: number) => readonly number[]);
  /** Numbers of the versions it speaks, such as 0x0303 for TLS 1.2. */
  versions?: readonly number[];
  /** DER certificates it sends, under every name or depending on the name. Sent for every suite. */
  chain?: readonly Uint8Array[] | ((serverName: string | null) => readonly Uint8Array[]);
  /** What it sends as ServerKeyExchange, by the number of the suite: a group of that many bits, or a curve by its number. */
  keyExchange?: (suite: number) => { groupBits: number } | { curve: number } | null;
  /** Answers with a suite or version that was not offered. */
  lies?: { suite?: number; version?: number };
};

/** What a greeting offers, as far as the emulation looks at it. */
export type SeenHello = { version: number; suites: number[]; serverName: string | null };

const vector = (lengthBytes: number, content: Buffer): Buffer => {
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(content.length, 0, lengthBytes);
  return Buffer.concat([length, content]);
};
const uint16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);

/** One handshake message: its type and its body. */
export const handshakeMessage = (type: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([type]), vector(3, body)]);

/** Handshake messages cut into records of at most that many bytes. */
export function handshakeRecords(messages: Buffer, version = 0x0303, longest = 2 ** 14): Buffer {
  const records: Buffer[] = [];
  for (let at = 0; at < messages.length; at += longest) {
    records.push(Buffer.concat([Buffer.from([22]), uint16(version), vector(2, messages.subarray(at, at + longest))]));
  }
  return Buffer.concat(records);
}

/** ServerHello with nothing but what the version and the suite need. */
export const serverHello = (version: number, suite: number): Buffer =>
  handshakeMessage(2, Buffer.concat([uint16(version), Buffer.alloc(32, 7), Buffer.from([0]), uint16(suite), Buffer.from([0])]));

/** Certificate message. */
export const certificateMessage = (chain: readonly Uint8Array[]): Buffer =>
  handshakeMessage(11, vector(3, Buffer.concat(chain.map((der) => vector(3, Buffer.from(der))))));

/** ServerKeyExchange for a finite-field group of that size; the numbers are made up and the signature is missing. */
export function groupMessage(bits: number): Buffer {
  const prime = Buffer.alloc(Math.ceil(bits / 8), 0xff);
  prime[0] = 0xff >> (prime.length * 8 - bits);
  return handshakeMessage(12, Buffer.concat([vector(2, prime), vector(2, Buffer.from([2])), vector(2, Buffer.from([4]))]));
}

/** ServerKeyExchange for a named curve; the point is made up and the signature is missing. */
export const curveMessage = (curve: number): Buffer =>
  handshakeMessage(12, Buffer.concat([Buffer.from([3]), uint16(curve), vector(1, Buffer.alloc(32, 9))]));

/** ServerHelloDone. */
export const helloDone: Buffer = handshakeMessage(14, Buffer.alloc(0));

/** A fatal alert as one record. */
export const fatalAlert = (alert: number): Buffer => Buffer.from([21, 3, 1, 0, 2, 2, alert]);

/** Reads a ClientHello that lies whole in these bytes. */
export function readClientHello(record: Buffer): SeenHello {
  const version = record.readUInt16BE(9);
  let at = 43 + 1 + record.readUInt8(43);
  const suitesEnd = at + 2 + record.readUInt16BE(at);
  const suites: number[] = [];
  for (at += 2; at < suitesEnd; at += 2) suites.push(record.readUInt16BE(at));
  at += 1 + record.readUInt8(at) + 2;
  let serverName: string | null = null;
  while (at + 4 <= record.length) {
    const [type, length] = [record.readUInt16BE(at), record.readUInt16BE(at + 2)];
    if (type === 0) serverName = record.toString('latin1', at + 9, at + 4 + length);
    at += 4 + length;
  }
  return { version, suites, serverName };
}

/**
 * An emulation of servers that OpenSSL cannot be any more: it speaks the first flight of TLS 1.0 to 1.2, with suites such as RC4,
 * DES and EXPORT, and no cryptography at all. Whoever goes on with the handshake gets no answer.
 */
export async function startSuiteServer(options: SuiteServerOptions): Promise<SimulatedServer & { hellos: SeenHello[] }> {
  const hellos: SeenHello[] = [];
  const server = createServer((socket) => {
    let received: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (hellos.length > 200 || received.length < 5 || received.length < 5 + received.readUInt16BE(3)) return;
      socket.removeAllListeners('data').resume();
      const hello = readClientHello(received);
      hellos.push(hello);
      answer(socket, hello, options);
    });
  });
  return { ...(await listen(server)), hellos };
}

function answer(socket: Socket, hello: SeenHello, options: SuiteServerOptions): void {
  const version = [...(options.versions ?? [0x0301, 0x0302, 0x0303])].filter((spoken) => spoken <= hello.version).sort((a, b) => b - a)[0];
  if (version === undefined) return void socket.end(fatalAlert(70));
  const own = typeof options.suites === 'function' ? options.suites(version) : options.suites;
  const suite = options.lies?.suite ?? own.find((number) => hello.suites.includes(number));
  if (suite === undefined) return void socket.end(fatalAlert(40));
  const chain = typeof options.chain === 'function' ? options.chain(hello.serverName) : (options.chain ?? []);
  const key = options.keyExchange?.(suite) ?? null;
  const flight = [serverHello(options.lies?.version ?? version, suite), certificateMessage(chain)];
  if (key !== null) flight.push('curve' in key ? curveMessage(key.curve) : groupMessage(key.groupBits));
  socket.write(handshakeRecords(Buffer.concat([...flight, helloDone]), version));
}
