import { z } from 'zod';

/**
 * What one probe saw: facts only, no verdict. Every stage is present in every record as ok, failed or skipped, so that
 * nothing is ever just missing. Judged later, with the time given, by lib/diagnosis.
 */
export const EVIDENCE_SCHEMA_VERSION = 1;

const ms = z.number().nonnegative();
const isoTime = z.iso.datetime();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Raw text of the library or operating system, kept beside the closed code. */
const failureBase = {
  /** The library's or system's own words, shortened to 500 characters. */
  message: z.string(),
  /** errno or library code, such as ECONNREFUSED; null when there was none. */
  systemCode: z.string().nullable(),
};

function stage<Data extends z.ZodType, Code extends z.ZodType, Detail extends z.ZodType>(data: Data, code: Code, detail: Detail) {
  return z.discriminatedUnion('status', [
    z.strictObject({ status: z.literal('ok'), ms, data }),
    z.strictObject({ status: z.literal('failed'), ms, code, detail }),
    z.strictObject({ status: z.literal('skipped'), because: z.string() }),
  ]);
}

// resolve ------------------------------------------------------------------------------------------------------------

export const resolveCodes = [
  'name-not-found',
  'no-address',
  'resolver-timeout',
  'resolver-refused',
  'resolver-failed',
  'resolver-unreachable',
  'unclassified',
] as const;
export const resolveStage = stage(
  z.strictObject({
    /** How the addresses were found: asked for by hand, an IP literal as name, the hosts file, or DNS. */
    source: z.enum(['given', 'literal', 'hosts-file', 'dns']),
    /** Resolvers asked (address or address:port); empty unless source is dns. */
    resolvers: z.array(z.string()),
    /** Every address found, in the order they are tried. */
    addresses: z.array(z.strictObject({ address: z.string(), family: z.union([z.literal(4), z.literal(6)]) })).min(1),
  }),
  z.enum(resolveCodes),
  z.strictObject({
    ...failureBase,
    resolvers: z.array(z.string()),
    /** Did the same resolvers answer a control lookup? It tells a sick name from a sick network. */
    control: z.enum(['answers', 'no-answer', 'not-tried']),
  }),
);

// connect ------------------------------------------------------------------------------------------------------------

export const connectCodes = [
  'refused',
  'timeout',
  'host-unreachable',
  'network-unreachable',
  'reset',
  'no-local-resources',
  'unclassified',
] as const;
export const connectStage = stage(
  z.strictObject({ localAddress: z.string().nullable() }),
  z.enum(connectCodes),
  z.strictObject({ ...failureBase }),
);

// StartTLS -----------------------------------------------------------------------------------------------------------

export const startTlsCodes = ['refused', 'timeout', 'closed', 'reset', 'not-ldap', 'message-too-large', 'unclassified'] as const;
export const startTlsStage = stage(
  z.strictObject({ resultCode: z.literal(0) }),
  z.enum(startTlsCodes),
  z.strictObject({
    ...failureBase,
    /** LDAP result code of the refusal (RFC 4511 section 4.1.9), null when there was no LDAP answer. */
    resultCode: z.number().int().nullable(),
    /** The server's diagnosticMessage. */
    diagnosticMessage: z.string().nullable(),
  }),
);

// handshake ----------------------------------------------------------------------------------------------------------

export const handshakeCodes = [
  'reset-before-certificate',
  'closed-before-certificate',
  'timeout',
  'not-tls',
  'alert-no-shared-cipher',
  'alert-protocol-version',
  'alert-insufficient-security',
  'alert-unrecognized-name',
  'alert-client-certificate-required',
  'alert-internal-error',
  'alert-other',
  'no-shared-protocol',
  'client-certificate-required',
  'too-large',
  'malformed',
  'closed-after-certificate',
  'unclassified',
] as const;
export const handshakeStage = stage(
  z.strictObject({
    /** TLSv1, TLSv1.1, TLSv1.2 or TLSv1.3. The client offered all four. */
    protocol: z.string(),
    cipher: z.strictObject({ name: z.string(), standardName: z.string() }),
    /** Null for a static RSA key exchange. Type is DH or ECDH; bits as OpenSSL reports them. */
    ephemeralKey: z.strictObject({ type: z.string(), name: z.string().nullable(), bits: z.number().nullable() }).nullable(),
    /** Name sent as SNI; null for IP literals (RFC 6066 section 3). */
    serverName: z.string().nullable(),
    /** OpenSSL's own opinion of chain and name against the same anchors: a cross-check, never the verdict. */
    openSsl: z.strictObject({ authorized: z.boolean(), error: z.string().nullable() }),
    bytesRead: z.number().int(),
    bytesWritten: z.number().int(),
  }),
  z.enum(handshakeCodes),
  z.strictObject({
    ...failureBase,
    /** TLS alert number received from the peer (RFC 8446 section 6), null when there was none. */
    alert: z.number().int().nullable(),
    bytesRead: z.number().int(),
    bytesWritten: z.number().int(),
    /** Name sent as SNI; null for IP literals. */
    serverName: z.string().nullable(),
    /** Facts seen before the failure, when the server got that far. */
    protocol: z.string().nullable(),
    cipher: z.string().nullable(),
  }),
);

// certificate --------------------------------------------------------------------------------------------------------

/** The facts of one certificate, or why it could not be read. Nothing here depends on the time of reading. */
export const certificateFacts = z.strictObject({
  sha256,
  /** The bytes as sent, base64. */
  der: z.string(),
  /** Why the bytes could not be read as a certificate (RFC 5280); null when they could. The facts below are empty then. */
  malformed: z.string().nullable(),
  subject: z.string(),
  subjectCommonNames: z.array(z.string()),
  issuer: z.string(),
  issuerCommonName: z.string().nullable(),
  serialNumber: z.string(),
  notBefore: isoTime.nullable(),
  notAfter: isoTime.nullable(),
  dnsNames: z.array(z.string()),
  ipAddresses: z.array(z.string()),
  /** Every other name of the SAN as `type:value`. */
  otherNames: z.array(z.string()),
  hasSubjectAlternativeName: z.boolean(),
  key: z.strictObject({ algorithm: z.string(), bits: z.number().int().nullable(), curve: z.string().nullable() }),
  /** `hash` is null for algorithms that have none of their own, such as Ed25519. */
  signature: z.strictObject({ algorithm: z.string(), hash: z.string().nullable() }),
  basicConstraints: z.strictObject({ ca: z.boolean(), pathLength: z.number().int().nullable() }).nullable(),
  /** Names of RFC 5280 section 4.2.1.3 (digitalSignature, keyEncipherment, keyCertSign ...); null without the extension. */
  keyUsage: z.array(z.string()).nullable(),
  /** Object identifiers; null without the extension. */
  extendedKeyUsage: z.array(z.string()).nullable(),
  subjectKeyIdentifier: z.string().nullable(),
  authorityKeyIdentifier: z.string().nullable(),
  /** AIA addresses of the issuer's certificate. */
  issuerAddresses: z.array(z.string()),
  ocspAddresses: z.array(z.string()),
  crlAddresses: z.array(z.string()),
  /** Object identifiers of critical extensions that this program does not process. */
  unknownCriticalExtensions: z.array(z.string()),
  /** Microsoft certificate template, by name or OID, when the certificate tells. */
  template: z.string().nullable(),
  /** Subject and issuer are equal and its own key verifies its signature. */
  selfSigned: z.boolean(),
  /** SHA-256 of the SubjectPublicKeyInfo. */
  publicKeySha256: sha256.nullable(),
});
export type CertificateFacts = z.infer<typeof certificateFacts>;

/** One step of the path from the leaf up to the trust anchor. */
export const pathStep = z.strictObject({
  sha256,
  subject: z.string(),
  /** Sent by the server, or added from the trust anchors. */
  from: z.enum(['server', 'anchors']),
  /** Place in the message as sent (0 = first); null when added from the anchors. */
  sentIndex: z.number().int().nullable(),
  /** Does the next step's key verify this one's signature? Null on the last step when nothing is above it. */
  signatureGood: z.boolean().nullable(),
  isAnchor: z.boolean(),
  notBefore: isoTime.nullable(),
  notAfter: isoTime.nullable(),
  /** For issuers: may it sign certificates (CA bit and keyCertSign)? Null on the leaf. */
  maySignCertificates: z.boolean().nullable(),
  /** For issuers with a path length: is the limit kept? Null where it does not apply. */
  pathLengthKept: z.boolean().nullable(),
});
export type PathStep = z.infer<typeof pathStep>;

export const trustResult = z.strictObject({
  /** Leaf first. The best path found: an anchored one when there is any. */
  path: z.array(pathStep),
  /**
   * anchored: ends at a trust anchor. untrusted-root: ends at a self-signed certificate that is no anchor.
   * issuer-missing: the last certificate's issuer was neither sent nor is it an anchor.
   */
  ending: z.enum(['anchored', 'untrusted-root', 'issuer-missing']),
  /** The anchor reached, and which store of the caller holds it ("system", a file's name, ...). */
  anchor: z.strictObject({ sha256, subject: z.string(), store: z.string() }).nullable(),
  /** Broken rules of path validation that do not depend on the time (RFC 5280 section 6). */
  violations: z.array(
    z.strictObject({
      sha256,
      subject: z.string(),
      rule: z.enum([
        'bad-signature',
        'issuer-not-ca',
        'issuer-may-not-sign',
        'path-length',
        'name-constraints',
        'unknown-critical-extension',
        'issuer-extended-key-usage',
      ]),
      detail: z.string(),
    }),
  ),
  /** Are the sent certificates of the path in order, with no strangers between? */
  sentInOrder: z.boolean(),
  /** Indexes of sent certificates that are no part of the path. */
  unusedSent: z.array(z.number().int()),
  /** How many anchors were considered. */
  anchorCount: z.number().int(),
});
export type TrustResult = z.infer<typeof trustResult>;

/** What a name check found, each by its own rules; null host for IP literals is never used, the literal itself is the host. */
export const nameResult = z.strictObject({
  /** The name or IP literal that clients use. */
  host: z.string(),
  isIpAddress: z.boolean(),
  /** RFC 9525: a DNS-ID (or iPAddress for literals) in the SAN matches. */
  inSubjectAlternativeName: z.boolean(),
  /** The subject's common name matches. */
  inCommonName: z.boolean(),
  /** Which presented name matched; null when none did. */
  matched: z.string().nullable(),
});
export type NameResult = z.infer<typeof nameResult>;

export const certificateStage = stage(
  z.strictObject({
    /** The certificates of the Certificate message, in the order sent, leaf first. */
    sent: z.array(certificateFacts).min(1),
    trust: trustResult,
    name: nameResult,
  }),
  z.enum(['none-sent', 'too-many', 'unclassified']),
  z.strictObject({ ...failureBase }),
);

// directory ----------------------------------------------------------------------------------------------------------

/** Attribute names as the server spells them; compare case-insensitively with `rootDseValues`. */
export const rootDse = z.record(z.string(), z.array(z.string()));
export type RootDse = z.infer<typeof rootDse>;

export const directoryCodes = [
  'timeout',
  'closed',
  'reset',
  'not-ldap',
  'message-too-large',
  'result',
  'referral',
  'disconnected',
  'client-certificate-required',
  'empty',
  'unclassified',
] as const;
export const directoryStage = stage(
  z.strictObject({
    rootDse,
    /** Wall clock of the prober when the request was sent, and the round trip, for the clock comparison. */
    askedAt: isoTime,
    roundTripMs: ms,
  }),
  z.enum(directoryCodes),
  z.strictObject({
    ...failureBase,
    /** LDAP result code (RFC 4511), null when there was no LDAP result. */
    resultCode: z.number().int().nullable(),
    diagnosticMessage: z.string().nullable(),
    alert: z.number().int().nullable(),
  }),
);

// bind ---------------------------------------------------------------------------------------------------------------

export const bindStage = stage(
  z.strictObject({
    /** Answer of Who am I? (RFC 4532); null when the server does not offer it. */
    authorizationId: z.string().nullable(),
    /** Result code of Who am I? when it was not success. */
    whoAmIResultCode: z.number().int().nullable(),
  }),
  z.enum(['rejected', 'restricted', 'needs-channel-binding', 'needs-signing', 'result', 'timeout', 'closed', 'unclassified']),
  z.strictObject({
    ...failureBase,
    resultCode: z.number().int().nullable(),
    diagnosticMessage: z.string().nullable(),
    /** The sub-code after `data` in Active Directory's diagnostic message, lower-case hex; null when there was none. */
    activeDirectoryCode: z.string().nullable(),
  }),
);

// second look --------------------------------------------------------------------------------------------------------

/** Further connections, made only after a handshake that failed without a certificate, to tell look-alikes apart. */
export const secondLookStage = stage(
  z.strictObject({
    /** What the peer does on the TLS port while nothing is said to it. */
    unprompted: z.enum(['silent', 'closed', 'reset', 'spoke', 'not-reachable']),
    /** First bytes it said of its own accord or in answer to a plain LDAP request, lower-case hex, at most 64 bytes. */
    firstBytes: z.string().nullable(),
    looksLike: z.enum(['ldap', 'http', 'smtp', 'ssh', 'tls', 'unknown']).nullable(),
    /** Does a plain LDAP request on the TLS port get an LDAP answer? */
    plainLdapOnTlsPort: z.enum(['answered', 'closed', 'reset', 'no-answer', 'other-bytes', 'not-tried']),
    /** Plain LDAP on the same address: 389 beside 636, 3268 beside 3269; null when not looked at. */
    plainPort: z
      .strictObject({
        port: z.number().int(),
        connect: z.enum(['ok', 'refused', 'timeout', 'unreachable', 'failed']),
        rootDse: rootDse.nullable(),
        startTlsResultCode: z.number().int().nullable(),
        startTlsMessage: z.string().nullable(),
      })
      .nullable(),
  }),
  z.enum(['timeout', 'unclassified']),
  z.strictObject({ ...failureBase }),
);

// the whole ----------------------------------------------------------------------------------------------------------

/** All stages against one address: one TCP connection, one handshake. */
export const attempt = z.strictObject({
  address: z.string(),
  family: z.union([z.literal(4), z.literal(6)]),
  connect: connectStage,
  /** Skipped for LDAPS. */
  startTls: startTlsStage,
  handshake: handshakeStage,
  /** ok whenever certificates were received, even when the handshake failed afterwards. */
  certificate: certificateStage,
  directory: directoryStage,
  /** Skipped when no account is given. */
  bind: bindStage,
  secondLook: secondLookStage,
});
export type Attempt = z.infer<typeof attempt>;

export const probeTarget = z.strictObject({
  /** The name that clients use: dialled, sent as SNI and looked for in the certificate. */
  host: z.string(),
  port: z.number().int().min(1).max(65535),
  /** ldaps: TLS from the first byte. starttls: plain LDAP first (RFC 4511 section 4.14). */
  transport: z.enum(['ldaps', 'starttls']),
});
export type ProbeTarget = z.infer<typeof probeTarget>;

export const evidence = z.strictObject({
  schemaVersion: z.literal(EVIDENCE_SCHEMA_VERSION),
  target: probeTarget,
  /** Name of the place that looked. */
  location: z.string(),
  startedAt: isoTime,
  totalMs: ms,
  /** Longest stall of the prober's own event loop during this probe; timings are doubtful when `timingsDoubtful`. */
  eventLoopLagMs: ms,
  timingsDoubtful: z.boolean(),
  resolve: resolveStage,
  /** One per address, in the order tried; empty when the name did not resolve. */
  attempts: z.array(attempt),
});
export type Evidence = z.infer<typeof evidence>;

/** The stages in the order they happen; the names are public. */
export const stageNames = ['resolve', 'connect', 'startTls', 'handshake', 'certificate', 'directory', 'bind', 'secondLook'] as const;
export type StageName = (typeof stageNames)[number];

/** Values of a rootDSE attribute; servers differ in the case of names. Empty when absent. */
export function rootDseValues(entry: RootDse, name: string): string[] {
  const wanted = name.toLowerCase();
  return Object.entries(entry).find(([key]) => key.toLowerCase() === wanted)?.[1] ?? [];
}
