import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  certificateMessage,
  curveMessage,
  fatalAlert,
  groupMessage,
  handshakeMessage,
  handshakeRecords,
  helloDone,
  serverHello,
} from '../../../simulation/deep-scan-server.ts';
import { MOST_CERTIFICATES, MOST_FLIGHT_BYTES, ServerFlightReader } from './server-flight.ts';

const leaf = Buffer.alloc(900, 0x30);
const issuer = Buffer.alloc(1_100, 0x31);
const flight = Buffer.concat([serverHello(0x0303, 0xc02f), certificateMessage([leaf, issuer]), curveMessage(0x17), helloDone]);

/** Reads bytes given in pieces of that many. */
function read(bytes: Buffer, piece = bytes.length || 1) {
  const reader = new ServerFlightReader();
  for (let at = 0; at < bytes.length; at += piece) reader.push(bytes.subarray(at, at + piece));
  return { ...reader.flight, ending: reader.ending };
}

const whole = {
  hello: { version: 0x0303, suite: 0xc02f },
  chain: [new Uint8Array(leaf), new Uint8Array(issuer)],
  ephemeralKey: { type: 'ECDH', name: 'secp256r1', bits: 256 },
  alert: null,
  ending: 'done',
};

describe('the first flight of a server', () => {
  it('is read the same, however it is cut into records and pieces', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4_000 }), fc.integer({ min: 1, max: 3_000 }), (record, piece) => {
        expect(read(handshakeRecords(flight, 0x0303, record), piece)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it.each([512, 1024, 1536, 2048, 4096, 2047])('tells the size of a group of %i bits', (bits) => {
    const messages = Buffer.concat([serverHello(0x0301, 0x0033), certificateMessage([leaf]), groupMessage(bits), helloDone]);
    expect(read(handshakeRecords(messages)).ephemeralKey).toEqual({ type: 'DH', name: null, bits });
  });

  it('does not count leading zeros of a group', () => {
    const key = groupMessage(1024).subarray(6, 6 + 128);
    const padded = handshakeMessage(12, Buffer.concat([Buffer.from([0, 130, 0, 0]), key]));
    expect(read(handshakeRecords(Buffer.concat([serverHello(0x0301, 0x0033), padded, helloDone]))).ephemeralKey?.bits).toBe(1024);
  });

  it('keeps a curve that has no name here without one', () => {
    const messages = Buffer.concat([serverHello(0x0303, 0xc02f), curveMessage(0x4242), helloDone]);
    expect(read(handshakeRecords(messages))).toMatchObject({ ending: 'done', ephemeralKey: { type: 'ECDH', name: null, bits: null } });
  });

  it('passes over a warning, a request for a client certificate and a staple', () => {
    const warning = Buffer.from([21, 3, 3, 0, 2, 1, 112]);
    const messages = Buffer.concat([
      serverHello(0x0303, 0x002f),
      certificateMessage([leaf]),
      handshakeMessage(22, Buffer.alloc(40, 1)),
      handshakeMessage(13, Buffer.alloc(30, 2)),
      helloDone,
    ]);
    expect(read(Buffer.concat([warning, handshakeRecords(messages)]))).toMatchObject({ ending: 'done', alert: null, ephemeralKey: null });
  });

  it('ends with the number of a fatal alert, and with close_notify', () => {
    expect(read(fatalAlert(70))).toMatchObject({ ending: 'alert', alert: 70, hello: null });
    expect(read(Buffer.from([21, 3, 1, 0, 2, 1, 0]))).toMatchObject({ ending: 'closed', alert: null });
  });

  it.each([
    ['LDAP', Buffer.from('300c02010161070a010204000400', 'hex'), 'not-tls'],
    ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'not-tls'],
    ['another version of records', Buffer.from([22, 9, 9, 0, 1, 2]), 'not-tls'],
    ['a record that is too long', Buffer.from([22, 3, 3, 0xff, 0xff, 2]), 'malformed'],
    ['application data', Buffer.from([23, 3, 3, 0, 1, 2]), 'malformed'],
    ['a certificate before the hello', handshakeRecords(certificateMessage([leaf])), 'malformed'],
    ['a hello that is too short', handshakeRecords(handshakeMessage(2, Buffer.alloc(30))), 'malformed'],
    [
      'a certificate longer than its list',
      handshakeRecords(Buffer.concat([serverHello(0x0303, 5), handshakeMessage(11, Buffer.from([0, 0, 4, 0xff, 0xff, 0xff, 0]))])),
      'malformed',
    ],
    ['a message that announces 16 MB', handshakeRecords(Buffer.from([11, 0xff, 0xff, 0xff, 0, 0])), 'too-large'],
    ['two hellos', handshakeRecords(Buffer.concat([serverHello(0x0303, 5), serverHello(0x0303, 4)])), 'malformed'],
  ])('that is %s ends as %s', (_what, bytes, ending) => {
    expect(read(bytes).ending).toBe(ending);
  });

  it('waits while a record or message is not whole', () => {
    const records = handshakeRecords(flight);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: records.length - 1 }), (length) => {
        expect(read(records.subarray(0, length)).ending).toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  it('keeps a bounded number of certificates', () => {
    const many = Array.from({ length: 200 }, (_, index) => Buffer.alloc(100, index));
    const messages = Buffer.concat([serverHello(0x0303, 0x002f), certificateMessage(many), helloDone]);
    expect(read(handshakeRecords(messages))).toMatchObject({ ending: 'done' });
    expect(read(handshakeRecords(messages)).chain).toHaveLength(MOST_CERTIFICATES);
  });

  it('reads no more than its limit of a stream that never ends', () => {
    const reader = new ServerFlightReader();
    const warnings = Buffer.concat(Array.from({ length: 2_000 }, () => Buffer.from([21, 3, 3, 0, 2, 1, 112])));
    let fed = 0;
    for (; reader.ending === null && fed < 100 * MOST_FLIGHT_BYTES; fed += warnings.length) reader.push(warnings);
    expect(reader.ending).toBe('too-large');
    expect(fed).toBeLessThan(2 * MOST_FLIGHT_BYTES);
  });

  it('never throws and never keeps more than was sent, whatever the bytes', () => {
    const records = handshakeRecords(flight, 0x0303, 500);
    const mutated = fc
      .array(fc.tuple(fc.nat(records.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 12 })
      .map((changes) => {
        const copy = Buffer.from(records);
        for (const [at, value] of changes) copy[at] = value;
        return copy;
      });
    const random = fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes));
    const inRecords = fc.uint8Array({ maxLength: 2_000 }).map((bytes) => handshakeRecords(Buffer.from(bytes)));
    fc.assert(
      fc.property(fc.oneof(mutated, random, inRecords), fc.integer({ min: 1, max: 700 }), (bytes, piece) => {
        const { chain, ending } = read(bytes, piece);
        expect(chain.reduce((sum, der) => sum + der.length, 0)).toBeLessThanOrEqual(bytes.length);
        expect([null, 'done', 'alert', 'closed', 'not-tls', 'malformed', 'too-large']).toContain(ending);
        expect(read(bytes)).toEqual(read(bytes, piece));
      }),
      { numRuns: 1_500 },
    );
  });
});
