import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectCodes, handshakeCodes, resolveCodes } from '../evidence.ts';
import { classifyConnect } from './connect.ts';
import { recogniseProtocol } from './first-bytes.ts';
import { classifyHandshake, type HandshakeFailure } from './handshake.ts';
import { classifyLookup, moreTelling } from './resolve.ts';
import { readTlsError } from './tls-error.ts';

const failure = (message: string, more: Partial<HandshakeFailure> & { code?: string; syscall?: string } = {}): HandshakeFailure => ({
  error: { message, code: more.code ?? null, syscall: more.syscall ?? null },
  stoppedBecause: null,
  certificateSeen: more.certificateSeen ?? false,
  bytesRead: more.bytesRead ?? 0,
});

const openSsl = (reason: number, words = 'reason') =>
  `C0D7:error:0A${reason.toString(16).toUpperCase().padStart(6, '0')}:SSL routines:ssl3_read_bytes:${words}:../deps/openssl/ssl/record.c:1:`;

describe('an OpenSSL message', () => {
  it('gives the alert by its spoken number or by its reason', () => {
    expect(readTlsError(`${openSsl(1116)}SSL alert number 116`)).toEqual({ reason: 1116, alert: 116 });
    expect(readTlsError(openSsl(1040))).toEqual({ reason: 1040, alert: 40 });
    expect(readTlsError(openSsl(267))).toEqual({ reason: 267, alert: null });
    expect(readTlsError('read ECONNRESET')).toEqual({ reason: null, alert: null });
  });
});

describe('a failed handshake', () => {
  it.each<[string, HandshakeFailure, string]>([
    ['a reset', failure('read ECONNRESET', { code: 'ECONNRESET', syscall: 'read' }), 'reset-before-certificate'],
    ['an orderly close', failure('Client network socket disconnected', { code: 'ECONNRESET' }), 'closed-before-certificate'],
    ['an end after the certificate', failure('read ECONNRESET', { code: 'ECONNRESET', certificateSeen: true }), 'closed-after-certificate'],
    ['alert 40 alone', failure(openSsl(1040), { bytesRead: 7 }), 'alert-no-shared-cipher'],
    ['alert 40 after the certificate', failure(openSsl(1040), { certificateSeen: true }), 'client-certificate-required'],
    ['alert 40 after many bytes without a certificate', failure(openSsl(1040), { bytesRead: 65_536 }), 'alert-no-shared-cipher'],
    ['alert 42 after the certificate', failure(openSsl(1042), { certificateSeen: true }), 'client-certificate-required'],
    ['an alert without a meaning of its own', failure(openSsl(1050)), 'alert-other'],
    ['a wrong version number', failure(openSsl(267)), 'not-tls'],
    ['an old version', failure(openSsl(258)), 'no-shared-protocol'],
    ['a chain over 100 kB', failure(openSsl(152)), 'too-large'],
    ['a flood of warnings', failure(openSsl(409)), 'malformed'],
    ['a reason nobody has met', failure(openSsl(999)), 'unclassified'],
    ['an error nobody has met', failure('the dog ate it', { code: 'EDOG' }), 'unclassified'],
  ])('by %s', (_what, given, code) => {
    expect(classifyHandshake(given).code).toBe(code);
  });

  it('always has a code of the closed list', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.nat(2_000).map((reason) => openSsl(reason)),
        ),
        fc.boolean(),
        fc.nat(5_000),
        (message, certificateSeen, bytesRead) =>
          handshakeCodes.includes(classifyHandshake(failure(message, { certificateSeen, bytesRead })).code),
      ),
    );
  });
});

describe('system codes', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'host-unreachable'],
    ['ENETUNREACH', 'network-unreachable'],
    ['EINVAL', 'network-unreachable'],
    ['ECONNRESET', 'reset'],
    ['EMFILE', 'no-local-resources'],
    ['ESOMETHINGNEW', 'unclassified'],
  ])('of connect: %s is %s', (systemCode, code) => {
    expect(classifyConnect(systemCode)).toBe(code);
  });

  it('nobody has met are unclassified, never an accident of the table', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'toString')),
        (systemCode) => connectCodes.includes(classifyConnect(systemCode)) && resolveCodes.includes(classifyLookup(systemCode)),
      ),
    );
  });

  it('of two lookups: what is known of the name wins over what is known of the resolver', () => {
    expect(moreTelling('resolver-timeout', 'name-not-found')).toBe('name-not-found');
    expect(moreTelling('no-address', 'name-not-found')).toBe('name-not-found');
  });

  it.each(['resolver-timeout', 'resolver-failed', 'resolver-refused', 'resolver-unreachable', 'unclassified'] as const)(
    'of two lookups: %s wins over "no address", which was said of the other family alone',
    (code) => {
      expect(moreTelling(code, 'no-address')).toBe(code);
      expect(moreTelling('no-address', code)).toBe(code);
    },
  );

  it('of two lookups: "no address" stands when both say so', () => {
    expect(moreTelling('no-address', 'no-address')).toBe('no-address');
  });
});

describe('first bytes', () => {
  it.each([
    ['HTTP/1.1 400', 'http'],
    ['SSH-2.0-x', 'ssh'],
    ['<!DOCTYPE html><title>400</title>', 'http'],
    ['220 mail', 'smtp'],
    ['554 no service for you', 'smtp'],
    ['220 (vsFTPd 3.0.3)', 'unknown'],
    ['\u0015\u0003\u0001\u0000\u0002\u0002\u0028', 'tls'],
    ['0\u0084', 'unknown'],
    ['', 'unknown'],
  ])('%j are %s', (text, protocol) => {
    expect(recogniseProtocol(Buffer.from(text, 'latin1'))).toBe(protocol);
  });
});
