import { monotonicMs } from '#lib/clock.ts';
import { recogniseProtocol } from '../classify/first-bytes.ts';
import { type Deadline, elapsedMs } from '../deadline.ts';
import type { Attempt, HandshakeLook, ProbeTarget } from '../evidence.ts';
import { readBerHeader } from '../ldap/ber.ts';
import { readLdapMessage } from '../ldap/message.ts';
import { limits } from '../limits.ts';
import { describeError } from '../plain-text.ts';
import { lookAtHandshake } from '../second-look/handshake-look.ts';
import { oldStackContext } from '../second-look/old-stack-context.ts';
import { lookAtPlainPort } from '../second-look/plain-port.ts';
import { exchangeRaw, type RawExchange } from '../second-look/raw-exchange.ts';
import type { TrustAnchors } from '../x509/trust-anchors.ts';
import { serverNameFor } from './handshake.ts';
import { secureContextFor } from './secure-context.ts';

type SecondLook = Exclude<Attempt['secondLook'], { status: 'skipped' }>;
type SecondLookData = Extract<SecondLook, { status: 'ok' }>['data'];

/** A search for the rootDSE that asks for no attributes (`1.1`): the shortest question every LDAP server answers. */
const plainQuestion = Buffer.from('302a02010163250400' + '0a01000a0100020100020105010100870b6f626a656374436c61737330050403312e31', 'hex');

/** What to look at. */
type SecondLookSubject = {
  target: ProbeTarget;
  address: string;
  /** The plain port beside the door; null when unknown. */
  plainPort: number | null;
  /** Those of the probe. */
  anchors: TrustAnchors;
  /** Whether further greetings are worth while: not where StartTLS is refused. */
  greets: boolean;
};

/**
 * Looks again, on connections of their own, at a port whose TLS failed without a certificate. A domain controller without
 * a certificate, a plain LDAP server on the wrong port, a name that is not known there, a stack that does not bear the greeting
 * of today and a broken middlebox are alike at the first look. At most five connections and `stageMs` milliseconds. Never throws.
 */
export async function lookAgain(subject: SecondLookSubject, deadline: Deadline, stageMs: number): Promise<SecondLook> {
  const startedAtMs = monotonicMs();
  try {
    const { target, address, plainPort, anchors, greets } = subject;
    const time = deadline.within(stageMs);
    const context = secureContextFor(anchors);
    const serverName = serverNameFor(target.host);
    const greetWith = (greeting: Parameters<typeof lookAtHandshake>[2]) => lookAtHandshake(target, address, greeting, time);
    const ordinary = { context, host: target.host };
    const [raw, beside, withoutServerName, oldStack] = await Promise.all([
      lookAtBytes(target, address, time, stageMs),
      plainPort === null ? null : lookAtPlainPort(address, plainPort, ordinary, time, stageMs / 3),
      // An IP literal is never sent as a server name (RFC 6066 section 3).
      serverName === null || !greets ? null : greetWith({ context, host: address }),
      greets ? greetWith({ context: oldStackContext(), host: target.host }) : null,
    ]);
    const again = (sawCertificate(withoutServerName) || sawCertificate(oldStack)) && time.remainingMs() > 0;
    const data: SecondLookData = {
      unprompted: raw.unprompted,
      firstBytes: raw.received.length === 0 ? null : raw.received.subarray(0, limits.firstBytes).toString('hex'),
      looksLike: raw.received.length === 0 ? null : recogniseProtocol(raw.received),
      plainLdapOnTlsPort: target.transport === 'starttls' ? 'not-tried' : plainAnswer(raw),
      plainPort: beside,
      withoutServerName,
      oldStack,
      again: again ? await greetWith(ordinary) : null,
    };
    return { status: 'ok', ms: elapsedMs(startedAtMs), data };
  } catch (error) {
    return { status: 'failed', ms: elapsedMs(startedAtMs), code: 'unclassified', detail: describeError(error) };
  }
}

const sawCertificate = (look: HandshakeLook | null): boolean => look !== null && look.certificates.length > 0;

/** Holds the greeting back, and then asks plainly; on a plain port of StartTLS that question is asked elsewhere. */
function lookAtBytes(target: ProbeTarget, address: string, time: Deadline, stageMs: number): Promise<RawExchange> {
  const plan = {
    holdBackMs: Math.min(limits.holdBackMs, stageMs / 2),
    question: target.transport === 'ldaps' ? plainQuestion : null,
    answerMs: limits.plainAnswerMs,
    enough: isEnough,
  };
  return exchangeRaw({ address, port: target.port }, plan, time);
}

/** One whole LDAP message, or bytes that can never become one. */
function isEnough(received: Buffer): boolean {
  if (received[0] !== 0x30) return received.length >= limits.firstBytes || received.includes(0x0a) || received[0] === 0x15;
  const header = readBerHeader(received);
  return header.kind === 'invalid' || (header.kind === 'header' && received.length >= header.headerBytes + header.contentBytes);
}

function plainAnswer({ unprompted, answer, received }: RawExchange): SecondLookData['plainLdapOnTlsPort'] {
  if (unprompted === 'closed' || unprompted === 'reset') return unprompted;
  if (unprompted === 'spoke' || answer === 'spoke') return readLdapMessage(received) === null ? 'other-bytes' : 'answered';
  if (answer === 'silent') return 'no-answer';
  return answer ?? 'not-tried';
}
