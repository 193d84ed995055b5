import { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeEntry, encodeResult, operation } from '../../simulation/ldap-messages.ts';
import { limits } from '../limits.ts';
import { GuardedConnection } from './guarded-connection.ts';

/** A guard over a socket that is fed by hand. */
function guard() {
  const socket = new Socket();
  const connection = new GuardedConnection(socket);
  const passed: Buffer[] = [];
  connection.onMessage = (_message, bytes) => passed.push(bytes);
  return { socket, connection, passed, feed: (bytes: Uint8Array) => socket.emit('data', Buffer.from(bytes)) };
}

const entry = encodeEntry(1, '', { namingContexts: ['dc=example', 'x'.repeat(300)] }, true);
const done = encodeResult(1, operation.searchDone, 0, { message: 'fine' });

describe('the guard', () => {
  it('passes on the same messages however the network cuts them', () => {
    const stream = Buffer.concat([entry, done, entry, done]);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(stream.length), { maxLength: 40 }), (cuts) => {
        const { feed, passed, connection } = guard();
        const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
        for (const [index, edge] of edges.slice(1).entries()) feed(stream.subarray(edges[index], edge));
        expect(Buffer.concat(passed).equals(stream)).toBe(true);
        expect(connection.ending).toBeNull();
        expect(connection.lastResult).toEqual({ code: 0, diagnosticMessage: 'fine', referral: null });
      }),
    );
  });

  it('never shows a part of a message', () => {
    const { feed, passed } = guard();
    feed(entry.subarray(0, entry.length - 1));
    expect(passed).toEqual([]);
    feed(entry.subarray(entry.length - 1));
    expect(passed).toEqual([entry]);
  });

  it('refuses a message by its announced length before its bytes arrive', () => {
    const { feed, passed, connection } = guard();
    feed(Buffer.from('308400010001', 'hex'));
    expect(connection.ending).toMatchObject({ kind: 'too-large', message: expect.stringContaining('65543') });
    expect(passed).toEqual([]);
  });

  it('refuses a stranger at the first byte', () => {
    const { feed, connection } = guard();
    feed(Buffer.from('H'));
    expect(connection.ending).toMatchObject({ kind: 'not-ldap' });
  });

  it('refuses more messages, and more bytes, than a rootDSE can need', () => {
    const many = guard();
    for (let count = 0; count <= limits.ldapMessages; count += 1) many.feed(done);
    expect(many.connection.ending).toMatchObject({ kind: 'too-large' });
    const large = guard();
    const big = encodeEntry(1, '', { a: ['x'.repeat(60_000)] });
    for (let count = 0; count < 5; count += 1) large.feed(big);
    expect(large.connection.ending).toMatchObject({ kind: 'too-large' });
  });

  it('keeps the first reason of an ending', () => {
    const { feed, connection, socket } = guard();
    feed(encodeResult(0, operation.extendedResponse, 52, { message: 'bye' }));
    socket.emit('error', new Error('later'));
    socket.emit('end');
    expect(connection.ending).toEqual({ kind: 'disconnected', result: { code: 52, diagnosticMessage: 'bye', referral: null } });
  });

  it('tells once why it ended, and takes nothing afterwards', () => {
    const { feed, connection, passed, socket } = guard();
    const endings: unknown[] = [];
    connection.onEnding = (ending) => endings.push(ending.kind);
    connection.stop({ kind: 'timeout' });
    feed(done);
    socket.emit('end');
    expect(endings).toEqual(['timeout']);
    expect(passed).toEqual([]);
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 10 }), (chunks) => {
        const { feed, connection } = guard();
        feed(Uint8Array.of(0x30));
        for (const chunk of chunks) feed(chunk);
        return connection.ending === null || typeof connection.ending.kind === 'string';
      }),
    );
  });

  it('over a socket that is already gone ends at once', () => {
    const socket = new Socket();
    socket.destroy();
    expect(new GuardedConnection(socket).ending).toEqual({ kind: 'closed' });
  });

  it('hands the socket back only when nothing was slipped in', () => {
    expect(guard().connection.release()).toBe(true);
    const slipped = guard();
    slipped.feed(Buffer.concat([done, Buffer.from([0x30])]));
    expect(slipped.connection.release()).toBe(false);
  });
});
