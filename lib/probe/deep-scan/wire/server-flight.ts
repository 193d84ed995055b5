import { type CipherSuite, cipherSuiteOf } from './cipher-suites.ts';
import { namedGroupOf } from './named-groups.ts';
import { contentType, handshakeType } from './numbers.ts';

/** Most bytes of one answer that are read, and most certificates of it that are kept. */
export const MOST_FLIGHT_BYTES = 96 * 1024;
export const MOST_CERTIFICATES = 16;

/** Bits of the group or curve of an ephemeral key exchange. */
export type EphemeralKey = { type: 'DH' | 'ECDH'; name: string | null; bits: number | null };

/** What a server said up to the end of its first flight, as far as it came. */
export type ServerFlight = {
  /** Version number and cipher suite it chose; null before. */
  hello: { version: number; suite: number } | null;
  /** DER bytes in the order sent. */
  chain: Uint8Array[];
  ephemeralKey: EphemeralKey | null;
  /** Number of the fatal alert; null without one. */
  alert: number | null;
};

/** done: the whole flight was read. alert: the server ended it in words; closed: with close_notify. The others say why no more is read. */
export type FlightEnding = 'done' | 'alert' | 'closed' | 'not-tls' | 'malformed' | 'too-large';

const RECORD_HEADER = 5;
const MESSAGE_HEADER = 4;
/** 2^14 and what encryption may add (RFC 5246 section 6.2.3). */
const LONGEST_RECORD = 2 ** 14 + 2048;
const ALERT_FATAL = 2;
const CLOSE_NOTIFY = 0;
const NAMED_CURVE = 3;
const HELLO_RANDOM = 32;

/** A vector that begins there; null when it is longer than what is left. */
function vectorAt(bytes: Buffer, at: number, lengthBytes: number): Buffer | null {
  if (at + lengthBytes > bytes.length) return null;
  const start = at + lengthBytes;
  const end = start + bytes.readUIntBE(at, lengthBytes);
  return end > bytes.length ? null : bytes.subarray(start, end);
}

/** RFC 5246 section 7.4.1.3. Extensions are not looked at. */
function readServerHello(body: Buffer): ServerFlight['hello'] {
  const sessionId = vectorAt(body, 2 + HELLO_RANDOM, 1);
  if (sessionId === null || sessionId.length > 32) return null;
  const at = 2 + HELLO_RANDOM + 1 + sessionId.length;
  return at + 3 > body.length ? null : { version: body.readUInt16BE(0), suite: body.readUInt16BE(at) };
}

/** RFC 5246 section 7.4.2. Null when the list is broken. */
function readCertificateList(body: Buffer): Uint8Array[] | null {
  const list = vectorAt(body, 0, 3);
  if (list === null) return null;
  const chain: Uint8Array[] = [];
  for (let at = 0; at < list.length; ) {
    const der = vectorAt(list, at, 3);
    if (der === null) return null;
    if (chain.length < MOST_CERTIFICATES) chain.push(Uint8Array.from(der));
    at += 3 + der.length;
  }
  return chain;
}

/** Bits of a number in the order of the network. */
function bitLength(bytes: Buffer): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  const top = bytes[first];
  return top === undefined ? 0 : (bytes.length - first - 1) * 8 + (32 - Math.clz32(top));
}

/** RFC 5246 section 7.4.3 for finite fields, RFC 8422 section 5.4 for curves. Undefined when it is broken. */
function readKeyExchange(body: Buffer, suite: CipherSuite | undefined): EphemeralKey | null | undefined {
  if (suite?.keyExchange === 'DHE') {
    const prime = vectorAt(body, 0, 2);
    return prime === null ? undefined : { type: 'DH', name: null, bits: bitLength(prime) };
  }
  if (suite?.keyExchange !== 'ECDHE') return null;
  const curveType = body[0];
  if (curveType === undefined || body.length < 3) return undefined;
  if (curveType !== NAMED_CURVE) return { type: 'ECDH', name: null, bits: null };
  const group = namedGroupOf(body.readUInt16BE(1));
  return { type: 'ECDH', name: group?.name ?? null, bits: group?.bits ?? null };
}

/**
 * Reads the first flight of a server that speaks TLS 1.2 or older, in whatever pieces it comes: nothing of it is encrypted. Takes
 * at most MOST_FLIGHT_BYTES, believes no length, never throws.
 */
export class ServerFlightReader {
  readonly flight: ServerFlight = { hello: null, chain: [], ephemeralKey: null, alert: null };
  /** Null while more must come. */
  ending: FlightEnding | null = null;

  readonly #received = Buffer.allocUnsafe(MOST_FLIGHT_BYTES);
  #filled = 0;
  /** Where the next record begins. */
  #recordAt = 0;
  readonly #messages = Buffer.allocUnsafe(MOST_FLIGHT_BYTES);
  #messagesFilled = 0;
  #messageAt = 0;

  /** Takes the next bytes. @returns how the flight ended; null while more must come */
  push(chunk: Buffer): FlightEnding | null {
    if (this.ending !== null) return this.ending;
    const taken = chunk.copy(this.#received, this.#filled);
    this.#filled += taken;
    while (this.ending === null && this.#takeRecord());
    if (this.ending === null && taken < chunk.length) this.ending = 'too-large';
    return this.ending;
  }

  /** False when no whole record is there. */
  #takeRecord(): boolean {
    const at = this.#recordAt;
    const first = this.#filled > at ? this.#received.readUInt8(at) : null;
    const second = this.#filled > at + 1 ? this.#received.readUInt8(at + 1) : null;
    const isRecord = first === null || (first >= contentType.changeCipherSpec && first <= contentType.applicationData);
    if (!isRecord || (second !== null && second !== 3)) return this.#end(at === 0 ? 'not-tls' : 'malformed');
    if (first === null || this.#filled < at + RECORD_HEADER) return false;
    const length = this.#received.readUInt16BE(at + 3);
    if (length > LONGEST_RECORD) return this.#end('malformed');
    const end = at + RECORD_HEADER + length;
    if (this.#filled < end) return false;
    const body = this.#received.subarray(at + RECORD_HEADER, end);
    this.#recordAt = end;
    if (first === contentType.handshake) return this.#takeHandshake(body);
    return first === contentType.alert ? this.#takeAlert(body) : this.#end('malformed');
  }

  /** Warnings such as unrecognized_name do not end a handshake (RFC 6066 section 3). */
  #takeAlert(body: Buffer): boolean {
    if (body.length !== 2) return this.#end('malformed');
    const [level, alert = CLOSE_NOTIFY] = body;
    if (alert === CLOSE_NOTIFY) return this.#end('closed');
    if (level !== ALERT_FATAL) return true;
    this.flight.alert = alert;
    return this.#end('alert');
  }

  #takeHandshake(body: Buffer): boolean {
    this.#messagesFilled += body.copy(this.#messages, this.#messagesFilled);
    while (this.ending === null && this.#takeMessage());
    return this.ending === null;
  }

  /** False when no whole message is there. */
  #takeMessage(): boolean {
    const at = this.#messageAt;
    if (this.#messagesFilled < at + MESSAGE_HEADER) return false;
    const start = at + MESSAGE_HEADER;
    const end = start + this.#messages.readUIntBE(at + 1, 3);
    if (end > MOST_FLIGHT_BYTES) return this.#end('too-large');
    if (this.#messagesFilled < end) return false;
    this.#messageAt = end;
    return this.#readMessage(this.#messages.readUInt8(at), this.#messages.subarray(start, end));
  }

  #readMessage(type: number, body: Buffer): boolean {
    const { flight } = this;
    if (type === handshakeType.serverHello && flight.hello === null) {
      flight.hello = readServerHello(body);
      return flight.hello === null ? this.#end('malformed') : true;
    }
    if (type === handshakeType.helloRequest) return true;
    if (flight.hello === null) return this.#end('malformed');
    switch (type) {
      case handshakeType.certificate: {
        const chain = readCertificateList(body);
        if (chain === null) return this.#end('malformed');
        flight.chain = chain;
        return true;
      }
      case handshakeType.serverKeyExchange: {
        const ephemeralKey = readKeyExchange(body, cipherSuiteOf(flight.hello.suite));
        if (ephemeralKey === undefined) return this.#end('malformed');
        flight.ephemeralKey = ephemeralKey;
        return true;
      }
      case handshakeType.certificateRequest:
      case handshakeType.certificateStatus:
        return true;
      default:
        return this.#end(type === handshakeType.serverHelloDone ? 'done' : 'malformed');
    }
  }

  #end(ending: FlightEnding): false {
    this.ending = ending;
    return false;
  }
}
