import { bindCodeOf } from '#lib/diagnosis/ldap/active-directory-bind-codes.ts';
import { resultCodeMeaning, resultCodeName } from '#lib/diagnosis/ldap/result-codes.ts';
import type { Attempt, Evidence, HandshakeLook } from '#lib/probe/evidence.ts';
import { alertWords } from './alert-names.ts';
import { failureWords } from './code-words.ts';
import { codes, type Detail, words } from './detail.ts';

/** A number of milliseconds as people read it. */
export function msWords(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms > 0 && ms < 0.05) return '<0.1 ms';
  return ms >= 10 || ms === 0 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`;
}

function resultWords(code: number): string {
  const meaning = resultCodeMeaning(code);
  return meaning === null ? resultCodeName(code) : `${resultCodeName(code)}: ${meaning}`;
}

/** Why a stage was skipped, in words; the reasons the prober gives are short codes. */
export function skippedWords(because: string): string {
  const known: Readonly<Record<string, string>> = {
    'no-account': 'no account is set',
    'not-needed': 'not needed',
    ldaps: 'not needed, TLS begins at once',
  };
  return known[because] ?? because.replaceAll('-', ' ');
}

type Failure = { code: string; detail: { message: string; systemCode: string | null } };
const failure = ({ code, detail }: Failure): Detail[] => [
  ...codes('Code', code),
  ...codes('System code', detail.systemCode),
  ...words('In its own words', detail.message),
];
const ldapResult = (code: number | null, message: string | null): Detail[] => [
  ...codes('LDAP result', code === null ? null : resultWords(code)),
  ...words('Diagnostic message', message),
];

/** Raw evidence of the name lookup. */
export function resolveDetails(stage: Evidence['resolve']): Detail[] {
  if (stage.status === 'skipped') return words('Skipped because', skippedWords(stage.because));
  if (stage.status === 'failed') {
    const control = { answers: 'yes', 'no-answer': 'no', 'not-tried': 'not tried' }[stage.detail.control];
    return [...failure(stage), ...codes('Resolvers asked', stage.detail.resolvers), ...words('Does it answer for another name?', control)];
  }
  const source = { given: 'set by hand', literal: 'the name is an address', 'hosts-file': 'the hosts file', dns: 'DNS' }[stage.data.source];
  return [
    ...codes(
      'Addresses, in the order tried',
      stage.data.addresses.map(({ address }) => address),
    ),
    ...words('Found by', source),
    ...codes('Resolvers asked', stage.data.resolvers),
  ];
}

/** Raw evidence of the TCP connection. */
export function connectDetails(stage: Attempt['connect'], address: string, port: number): Detail[] {
  const to = codes('Remote', `${address.includes(':') ? `[${address}]` : address}:${port}`);
  if (stage.status === 'skipped') return [...to, ...words('Skipped because', skippedWords(stage.because))];
  return stage.status === 'failed' ? [...to, ...failure(stage)] : [...to, ...codes('Local address', stage.data.localAddress)];
}

/** Raw evidence of StartTLS. */
export function startTlsDetails(stage: Attempt['startTls']): Detail[] {
  if (stage.status === 'skipped') return words('Skipped because', skippedWords(stage.because));
  if (stage.status === 'ok') return ldapResult(stage.data.resultCode, null);
  return [...failure(stage), ...ldapResult(stage.detail.resultCode, stage.detail.diagnosticMessage)];
}

/** Raw evidence of the TLS handshake. */
export function handshakeDetails(stage: Attempt['handshake']): Detail[] {
  if (stage.status === 'skipped') return words('Skipped because', skippedWords(stage.because));
  if (stage.status === 'failed') {
    const { alert, serverName, protocol, cipher, bytesRead, bytesWritten } = stage.detail;
    return [
      ...failure(stage),
      ...codes('TLS alert', alert === null ? null : alertWords(alert)),
      ...codes('Protocol seen', protocol),
      ...codes('Cipher seen', cipher),
      ...codes('Server name sent', serverName ?? 'none'),
      ...words('Bytes', `${bytesRead} read, ${bytesWritten} written`),
    ];
  }
  const { protocol, cipher, ephemeralKey, serverName, openSsl, bytesRead, bytesWritten } = stage.data;
  return [
    ...codes('Protocol', protocol),
    ...codes('Cipher', cipher.standardName === cipher.name ? cipher.name : `${cipher.standardName} (OpenSSL: ${cipher.name})`),
    ...codes(
      'Key exchange',
      ephemeralKey
        ? [ephemeralKey.type, ephemeralKey.name, ephemeralKey.bits === null ? null : `${ephemeralKey.bits} bits`].filter(Boolean).join(' ')
        : 'static RSA',
    ),
    ...codes('Server name sent', serverName ?? 'none'),
    ...words("OpenSSL's opinion", openSsl.authorized ? 'accepts chain and name' : `refuses: ${openSsl.error ?? 'no reason given'}`),
    ...words('Bytes', `${bytesRead} read, ${bytesWritten} written`),
  ];
}

/** Raw evidence of the certificates received; the chain itself is drawn elsewhere. */
export function certificateDetails(stage: Attempt['certificate']): Detail[] {
  if (stage.status === 'skipped') return words('Skipped because', skippedWords(stage.because));
  if (stage.status === 'failed') return failure(stage);
  const { sent, trust, name } = stage.data;
  return [
    ...words('Certificates sent', sent.length),
    ...words('Order', trust.sentInOrder ? 'leaf to root' : 'not leaf to root'),
    ...codes(
      'Path',
      trust.path.map((step) => `${step.subject}${step.from === 'anchors' ? ' (trust store)' : ''}`),
    ),
    ...words(
      'Path ends',
      {
        anchored: 'at a trust anchor',
        'untrusted-root': 'at a root that is no trust anchor',
        'issuer-missing': 'where an issuer is missing',
      }[trust.ending],
    ),
    ...codes('Trust store', trust.anchor?.store),
    ...words('Trust anchors considered', trust.anchorCount),
    ...codes('Name looked for', name.host),
    ...codes('Name matched', name.matched ?? 'none'),
  ];
}

/** Raw evidence of reading the rootDSE; its attributes are a table of their own. */
export function directoryDetails(stage: Attempt['directory']): Detail[] {
  if (stage.status === 'skipped') return words('Skipped because', skippedWords(stage.because));
  if (stage.status === 'ok') return [...words('Round trip', msWords(stage.data.roundTripMs)), ...codes('Asked at', stage.data.askedAt)];
  const { resultCode, diagnosticMessage, alert } = stage.detail;
  return [
    ...failure(stage),
    ...ldapResult(resultCode, diagnosticMessage),
    ...codes('TLS alert', alert === null ? null : alertWords(alert)),
  ];
}

/** Raw evidence of the bind. */
export function bindDetails(stage: Attempt['bind']): Detail[] {
  if (stage.status === 'skipped') return words('Skipped because', skippedWords(stage.because));
  if (stage.status === 'failed') {
    const { resultCode, diagnosticMessage, activeDirectoryCode } = stage.detail;
    return [
      ...failure(stage),
      ...ldapResult(resultCode, diagnosticMessage),
      ...codes('Active Directory code', activeDirectoryCode),
      ...words('Which means', bindCodeOf(activeDirectoryCode)?.meaning),
    ];
  }
  const { boundAs, authorizationId, whoAmIResultCode } = stage.data;
  return [
    ...codes('Bound as', boundAs),
    ...codes('Who am I?', authorizationId),
    ...codes('Who am I? result', whoAmIResultCode === null ? null : resultWords(whoAmIResultCode)),
  ];
}

/** How a further greeting of the second look fared, in one line. */
function greetingDetails(label: string, look: HandshakeLook | null): Detail[] {
  if (look === null) return [];
  const [leaf] = look.certificates;
  const certificate = leaf === undefined ? 'no certificate' : `certificate ${leaf.subject || leaf.sha256}`;
  const alert = look.alert === null ? [] : [`alert ${look.alert}`];
  return words(label, [greetingWords(look.outcome), ...alert, ...(look.protocol === null ? [] : [look.protocol]), certificate].join(', '));
}

function greetingWords(outcome: HandshakeLook['outcome']): string {
  if (outcome === 'ok') return 'finished';
  return outcome === 'not-reachable' ? 'not reachable' : failureWords('handshake', outcome);
}

/** Raw evidence of the second look, made only after a handshake without a certificate. */
export function secondLookDetails(stage: Attempt['secondLook']): Detail[] {
  if (stage.status === 'skipped') return words('Skipped because', skippedWords(stage.because));
  if (stage.status === 'failed') return failure(stage);
  const { unprompted, firstBytes, looksLike, plainLdapOnTlsPort, plainPort, withoutServerName, oldStack, again } = stage.data;
  const plain = plainPort && [
    ...words(`Port ${plainPort.port}`, plainPort.connect === 'ok' ? 'accepts connections' : plainPort.connect),
    ...words(`rootDSE on ${plainPort.port}`, plainPort.rootDse ? 'readable without TLS' : 'not readable'),
    ...codes(`StartTLS on ${plainPort.port}`, plainPort.startTlsResultCode === null ? null : resultWords(plainPort.startTlsResultCode)),
    ...words('StartTLS message', plainPort.startTlsMessage),
    ...greetingDetails(`TLS after StartTLS on ${plainPort.port}`, plainPort.startTlsHandshake),
  ];
  return [
    ...words('When nothing is said to it', unprompted),
    ...words('Looks like', looksLike),
    ...codes('First bytes', firstBytes),
    ...words('Plain LDAP on the TLS port', plainLdapOnTlsPort.replaceAll('-', ' ')),
    ...greetingDetails('Greeting without a server name', withoutServerName),
    ...greetingDetails('Greeting of an old client', oldStack),
    ...greetingDetails('The first greeting once more', again),
    ...(plain ?? []),
  ];
}
