import type { Attempt } from '../evidence.ts';
import { readTlsError } from './tls-error.ts';

export type HandshakeCode = Extract<Attempt['handshake'], { status: 'failed' }>['code'];

/** How a handshake ended, as the socket saw it. */
export type HandshakeFailure = {
  /** The error of the socket; null when a limit or deadline of ours ended it. */
  error: { message: string; code: string | null; syscall: string | null } | null;
  stoppedBecause: 'timeout' | 'cancelled' | 'too-large' | null;
  /** Were certificates received before the end? */
  certificateSeen: boolean;
  bytesRead: number;
};

/** Alerts of RFC 8446 section 6 that have a meaning of their own; all others are `alert-other`. */
const alertCodes: Record<number, HandshakeCode> = {
  40: 'alert-no-shared-cipher',
  70: 'alert-protocol-version',
  71: 'alert-insufficient-security',
  80: 'alert-internal-error',
  112: 'alert-unrecognized-name',
  116: 'alert-client-certificate-required',
};

/** Reasons of openssl/sslerr.h, raised on our side by what the peer sent. */
const reasonCodes: Record<number, HandshakeCode> = {
  267: 'not-tls', // wrong version number
  156: 'not-tls', // http request
  155: 'not-tls', // https proxy request
  252: 'not-tls', // unknown protocol
  258: 'no-shared-protocol', // unsupported protocol
  259: 'no-shared-protocol', // unsupported ssl version
  266: 'no-shared-protocol', // wrong ssl version
  396: 'no-shared-protocol', // version too low
  146: 'too-large', // data length too long
  150: 'too-large', // encrypted length too long
  152: 'too-large', // excessive message size
  198: 'too-large', // packet length too long
  404: 'too-large', // length too long
  104: 'malformed', // inconsistent extended master secret
  110: 'malformed', // bad extension
  116: 'malformed', // bad protocol version number
  123: 'malformed', // bad signature
  149: 'malformed', // digest check failed
  159: 'malformed', // length mismatch
  160: 'malformed', // length too short
  205: 'malformed', // invalid alert
  213: 'malformed', // record length mismatch
  240: 'malformed', // bad packet
  244: 'malformed', // unexpected message
  245: 'malformed', // unexpected record
  246: 'malformed', // unknown alert type
  248: 'malformed', // a cipher that was not offered
  261: 'malformed', // wrong cipher returned
  271: 'malformed', // bad length
  281: 'malformed', // bad record MAC
  292: 'malformed', // bad legacy version
  298: 'malformed', // record too small
  332: 'malformed', // bad handshake length
  409: 'malformed', // too many warning alerts
  443: 'malformed', // bad record type
};

/** Closed code of a failed handshake, by phase, number, errno and byte count. */
export function classifyHandshake(failure: HandshakeFailure): { code: HandshakeCode; alert: number | null } {
  if (failure.stoppedBecause === 'timeout') return { code: 'timeout', alert: null };
  if (failure.stoppedBecause === 'too-large') return { code: 'too-large', alert: null };
  if (failure.error === null || failure.stoppedBecause === 'cancelled') return { code: 'unclassified', alert: null };
  const { reason, alert } = readTlsError(failure.error.message);
  if (alert !== null) return { code: alertCode(alert, failure), alert };
  if (reason !== null) return { code: reasonCodes[reason] ?? 'unclassified', alert: null };
  if (failure.error.code === 'ETIMEDOUT') return { code: 'timeout', alert: null };
  if (failure.error.code === 'ECONNRESET' || failure.error.code === 'EPIPE' || failure.error.code === 'ECONNABORTED') {
    if (failure.certificateSeen) return { code: 'closed-after-certificate', alert: null };
    // Node gives an orderly close the code ECONNRESET too, but without a system call.
    return { code: failure.error.syscall === null ? 'closed-before-certificate' : 'reset-before-certificate', alert: null };
  }
  return { code: 'unclassified', alert: null };
}

/** Alerts that mean "your certificate" once the server's own has been sent (TLS 1.2: RFC 5246 section 7.4.6). */
const afterCertificate = new Set([40, 41, 42]);

function alertCode(alert: number, failure: HandshakeFailure): HandshakeCode {
  if (failure.certificateSeen && afterCertificate.has(alert)) return 'client-certificate-required';
  return alertCodes[alert] ?? 'alert-other';
}
