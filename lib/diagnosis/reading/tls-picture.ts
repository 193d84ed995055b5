import type { Attempt, Evidence, HandshakeLook } from '../../probe/evidence.ts';
import { isActiveDirectory } from '../profile.ts';
import type { Fact, Observation } from '../rule.ts';

/** What an attempt's failure on the way to a finished handshake amounts to; exactly one for every failure. */
export type TlsPicture =
  | 'no-certificate'
  | 'not-tls'
  | 'timeout'
  | 'no-shared-protocol'
  | 'no-shared-cipher'
  | 'legacy-only'
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
  const told = greetingPicture(attempt, picture);
  if (told !== null) return told;
  if (picture === 'timeout') return look?.plainLdapOnTlsPort === 'answered' ? 'not-tls' : 'timeout';
  if (picture === 'no-shared-cipher') return certificate.status === 'ok' ? 'other' : picture;
  if (picture !== 'no-certificate') return picture;
  if (handshake.detail.bytesRead > 0 || handshake.detail.alert !== null || certificate.status === 'ok') return 'other';
  if (look === null) return picture;
  if (speaksPlainly(look)) return 'not-tls';
  const otherCause = closesUnprompted(look) || hasLivingTls(look) || isGone(look) || hasCertificateElsewhere(attempt);
  return otherCause ? 'other' : picture;
}

/**
 * What the further greetings of the second look say of a server that gave no certificate to the first one:
 * `name` it shows one when no name is asked for; `legacy` it agrees to TLS 1.0 or 1.1 with an old stack, and to nothing with a
 * current one; `greeting` it bears a small greeting of TLS 1.2 and not today's; `passing` the same greeting worked a moment later.
 */
type GreetingCause = 'name' | 'legacy' | 'greeting' | 'passing';

const sawCertificate = (look: HandshakeLook | null): look is HandshakeLook => look !== null && look.certificates.length > 0;

const legacyVersions: readonly (string | null)[] = ['SSLv3', 'TLSv1', 'TLSv1.1'];

/** Null when there was no second look, or when no further greeting got a certificate either. */
export function greetingCause(attempt: Attempt): GreetingCause | null {
  const look = secondLookOf(attempt);
  if (look === null || attempt.handshake.status !== 'failed' || attempt.certificate.status === 'ok') return null;
  const { withoutServerName, oldStack, again } = look;
  if (sawCertificate(again)) return 'passing';
  if (sawCertificate(oldStack))
    return legacyVersions.includes(oldStack.protocol) && !sawCertificate(withoutServerName) ? 'legacy' : 'greeting';
  return sawCertificate(withoutServerName) ? 'name' : null;
}

/** An answer that names its reason for certain is not doubted because a later greeting fared better. */
function greetingPicture(attempt: Attempt, picture: TlsPicture): TlsPicture | null {
  if (picture === 'not-tls' || picture === 'client-certificate-required') return null;
  switch (greetingCause(attempt)) {
    case 'name':
      return 'server-name-rejected';
    case 'legacy':
      return 'legacy-only';
    case 'greeting':
      return 'other';
    case 'passing':
      return picture === 'timeout' || picture === 'server-name-rejected' ? picture : 'other';
    case null:
      return null;
  }
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
  attempt.startTls.status === 'skipped' && answersPlainlyAsActiveDirectory(attempt) && startTlsWorks(attempt);

/** Where the handshake after StartTLS was looked at, it must have shown the certificate; being allowed to begin is not enough. */
function startTlsWorks(attempt: Attempt): boolean {
  const plainPort = secondLookOf(attempt)?.plainPort ?? null;
  if (plainPort === null || plainPort.startTlsResultCode !== 0) return false;
  return plainPort.startTlsHandshake === null || plainPort.startTlsHandshake.certificates.length > 0;
}

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

const greetingWords = (look: HandshakeLook): string => {
  const agreed = look.protocol === null ? '' : `, ${look.protocol}`;
  if (look.certificates.length > 0) return `a certificate${agreed}`;
  return look.alert === null ? look.outcome.replaceAll('-', ' ') : `alert ${look.alert}`;
};

/** What the further greetings of the second look got, for facts and for the table; empty without them. */
export function furtherGreetings(attempt: Attempt): { facts: Record<string, Fact>; observations: Observation[] } {
  const look = secondLookOf(attempt);
  const looks = [
    { key: 'withoutServerName', label: 'Greeting without a server name', got: look?.withoutServerName ?? null },
    { key: 'oldStack', label: 'Greeting of an old client', got: look?.oldStack ?? null },
    { key: 'again', label: 'The first greeting once more', got: look?.again ?? null },
  ];
  return {
    facts: Object.fromEntries(looks.flatMap(({ key, got }) => (got === null ? [] : [[key, got.outcome]]))),
    observations: looks.flatMap(({ label, got }) => (got === null ? [] : [{ label, seen: greetingWords(got), healthy: 'a certificate' }])),
  };
}
