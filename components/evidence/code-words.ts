import type { Attempt, Evidence } from '#lib/probe/evidence.ts';

type FailureCode<Stage extends { status: string }> =
  Extract<Stage, { status: 'failed' }> extends { code: infer Code extends string } ? Code : never;

type FailedStages = {
  resolve: FailureCode<Evidence['resolve']>;
  connect: FailureCode<Attempt['connect']>;
  startTls: FailureCode<Attempt['startTls']>;
  handshake: FailureCode<Attempt['handshake']>;
  certificate: FailureCode<Attempt['certificate']>;
  directory: FailureCode<Attempt['directory']>;
  bind: FailureCode<Attempt['bind']>;
  secondLook: FailureCode<Attempt['secondLook']>;
};

/** What each failure code of each stage means, in a few words; the compiler sees to it that none is left out. */
const codeWords: { readonly [Stage in keyof FailedStages]: Readonly<Record<FailedStages[Stage], string>> } = {
  resolve: {
    'name-not-found': 'the name does not exist',
    'no-address': 'the name has no address',
    'resolver-timeout': 'the resolver did not answer in time',
    'resolver-refused': 'the resolver refused the question',
    'resolver-failed': 'the resolver reported a failure',
    'resolver-unreachable': 'the resolver cannot be reached',
    unclassified: 'name lookup failed',
  },
  connect: {
    refused: 'connection refused',
    timeout: 'no answer in time',
    'host-unreachable': 'host unreachable',
    'network-unreachable': 'network unreachable',
    reset: 'connection reset',
    'no-local-resources': 'the prober has no free port or memory',
    unclassified: 'connection failed',
  },
  startTls: {
    refused: 'StartTLS refused',
    timeout: 'no answer to StartTLS in time',
    closed: 'closed on StartTLS',
    reset: 'reset on StartTLS',
    'not-ldap': 'the answer to StartTLS is not LDAP',
    'message-too-large': 'the answer to StartTLS is too large',
    unclassified: 'StartTLS failed',
  },
  handshake: {
    'reset-before-certificate': 'reset before any certificate',
    'closed-before-certificate': 'closed before any certificate',
    timeout: 'no complete handshake in time',
    'not-tls': 'the peer does not speak TLS',
    'alert-no-shared-cipher': 'no cipher in common',
    'alert-protocol-version': 'the TLS version was refused',
    'alert-insufficient-security': 'refused as not secure enough',
    'alert-unrecognized-name': 'the server name was refused',
    'alert-client-certificate-required': 'a client certificate is demanded',
    'alert-internal-error': 'the server reports an internal error',
    'alert-other': 'refused with a TLS alert',
    'no-shared-protocol': 'no TLS version in common',
    'client-certificate-required': 'a client certificate is demanded',
    'too-large': 'the handshake is larger than allowed',
    malformed: 'the handshake cannot be read',
    'closed-after-certificate': 'closed after the certificate',
    unclassified: 'the handshake failed',
  },
  certificate: {
    'none-sent': 'no certificate was sent',
    'too-many': 'more certificates were sent than are read',
    unclassified: 'the certificates could not be read',
  },
  directory: {
    timeout: 'no answer in time',
    closed: 'connection closed',
    reset: 'connection reset',
    'not-ldap': 'the answer is not LDAP',
    'message-too-large': 'the answer is too large',
    result: 'the search was refused',
    referral: 'referred to another server',
    disconnected: 'the server said it disconnects',
    'client-certificate-required': 'a client certificate is demanded',
    empty: 'the answer is empty',
    unclassified: 'reading the rootDSE failed',
  },
  bind: {
    rejected: 'the credentials were rejected',
    restricted: 'the account may not sign in',
    'needs-channel-binding': 'channel binding is demanded',
    'needs-signing': 'signing or TLS is demanded',
    result: 'the bind was refused',
    timeout: 'no answer in time',
    closed: 'connection closed',
    unclassified: 'the bind failed',
  },
  secondLook: {
    timeout: 'no answer in time',
    unclassified: 'the second look failed',
  },
};

/** A stage's failure code in a few words for people; codes of a newer record are shown as they are. */
export function failureWords(stage: keyof FailedStages, code: string): string {
  const words: Readonly<Record<string, string>> = codeWords[stage];
  return words[code] ?? code;
}
