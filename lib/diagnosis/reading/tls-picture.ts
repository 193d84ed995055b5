import type { Attempt, Evidence } from '../../probe/evidence.ts';
import { isActiveDirectory } from '../profile.ts';

/** What an attempt's failure on the way to a finished handshake amounts to; exactly one for every failure. */
export type TlsPicture =
  | 'no-certificate'
  | 'not-tls'
  | 'timeout'
  | 'no-shared-protocol'
  | 'no-shared-cipher'
  | 'client-certificate-required'
  | 'server-name-rejected'
  | 'starttls-refused'
  | 'other';

type SecondLook = Extract<Attempt['secondLook'], { status: 'ok' }>['data'];

/** The second look, when it was taken and completed. */
export const secondLookOf = (attempt: Attempt): SecondLook | null => (attempt.secondLook.status === 'ok' ? attempt.secondLook.data : null);

/** LDAP result 52: Active Directory's usual answer to StartTLS when it has no certificate. */
export const UNAVAILABLE = 52;

const byHandshakeCode: Readonly<Record<Extract<Attempt['handshake'], { status: 'failed' }>['code'], TlsPicture>> = {
  'reset-before-certificate': 'no-certificate',
  'closed-before-certificate': 'no-certificate',
  timeout: 'timeout',
  'not-tls': 'not-tls',
  'alert-no-shared-cipher': 'no-shared-cipher',
  'alert-insufficient-security': 'no-shared-cipher',
  'alert-protocol-version': 'no-shared-protocol',
  'no-shared-protocol': 'no-shared-protocol',
  'alert-unrecognized-name': 'server-name-rejected',
  'alert-client-certificate-required': 'client-certificate-required',
  'client-certificate-required': 'client-certificate-required',
  'alert-internal-error': 'other',
  'alert-other': 'other',
  'too-large': 'other',
  malformed: 'other',
  'closed-after-certificate': 'other',
  unclassified: 'other',
};

/**
 * The one place that tells the look-alikes of a failed handshake apart. Null when no stage from StartTLS to the directory says
 * that TLS failed. Everything not known for certain to be something else is `other`, so that no failure is lost.
 */
export function tlsPicture(attempt: Attempt): TlsPicture | null {
  if (wasResetAtOnce(attempt)) return 'other';
  return startTlsPicture(attempt) ?? handshakePicture(attempt) ?? afterHandshake(attempt);
}

function startTlsPicture({ startTls }: Attempt): TlsPicture | null {
  if (startTls.status !== 'failed') return null;
  if (startTls.code === 'timeout') return 'timeout';
  if (startTls.code !== 'refused') return 'other';
  return startTls.detail.resultCode === UNAVAILABLE ? 'no-certificate' : 'starttls-refused';
}

function handshakePicture(attempt: Attempt): TlsPicture | null {
  const { handshake, certificate } = attempt;
  if (handshake.status !== 'failed') return null;
  const picture = byHandshakeCode[handshake.code];
  const look = secondLookOf(attempt);
  if (picture === 'timeout') return look?.plainLdapOnTlsPort === 'answered' ? 'not-tls' : 'timeout';
  if (picture === 'no-shared-cipher') return certificate.status === 'ok' ? 'other' : picture;
  if (picture !== 'no-certificate') return picture;
  if (handshake.detail.bytesRead > 0 || handshake.detail.alert !== null || certificate.status === 'ok') return 'other';
  if (look === null) return picture;
  if (speaksPlainly(look)) return 'not-tls';
  const otherCause = closesUnprompted(look) || hasLivingTls(look) || isGone(look) || hasCertificateElsewhere(attempt);
  return otherCause ? 'other' : picture;
}

/** TLS 1.3 servers demand a client certificate only after the handshake; and a handshake may end without any certificate. */
function afterHandshake({ certificate, directory }: Attempt): TlsPicture | null {
  if (certificate.status === 'failed') return 'other';
  return directory.status === 'failed' && directory.code === 'client-certificate-required' ? 'client-certificate-required' : null;
}

/** Did the peer speak something other than TLS in the second look? */
const speaksPlainly = (look: SecondLook): boolean =>
  look.plainLdapOnTlsPort === 'answered' || (look.looksLike !== null && look.looksLike !== 'tls');

/** A firewall, proxy or load balancer that ends connections before anything was said; a directory server waits. */
export const closesUnprompted = (look: SecondLook): boolean => look.unprompted === 'closed' || look.unprompted === 'reset';

/** Something there answers in TLS records, if only to complain: then a missing certificate is not why it ends the handshake. */
export const hasLivingTls = (look: SecondLook): boolean => look.looksLike === 'tls';

/** The port accepted the first connection and none after it: the server is going down, and its certificate is not why. */
export const isGone = (look: SecondLook): boolean => look.unprompted === 'not-reachable';

/**
 * Does the domain controller behind this LDAPS port accept StartTLS on its plain port? It takes the same certificate for both, so
 * it has one. Other servers may keep a certificate for each port, and prove nothing by it.
 */
export const hasCertificateElsewhere = (attempt: Attempt): boolean =>
  attempt.startTls.status === 'skipped' &&
  answersPlainlyAsActiveDirectory(attempt) &&
  secondLookOf(attempt)?.plainPort?.startTlsResultCode === 0;

/** Accepted and reset in the same moment, before TLS could be asked for. */
const wasResetAtOnce = ({ connect }: Attempt): boolean => connect.status === 'failed' && connect.code === 'reset';

/** Did it come to TLS at this address? */
export const tlsWasTried = (attempt: Attempt): boolean =>
  attempt.startTls.status === 'failed' || attempt.handshake.status !== 'skipped' || wasResetAtOnce(attempt);

/** Does the same address answer as Active Directory without TLS? */
export function answersPlainlyAsActiveDirectory(attempt: Attempt): boolean {
  const rootDse = secondLookOf(attempt)?.plainPort?.rootDse ?? null;
  return rootDse !== null && isActiveDirectory(rootDse);
}

/** `host:port` for sentences, with brackets around IPv6 literals. */
export const endpointName = ({ target }: Evidence): string =>
  `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
