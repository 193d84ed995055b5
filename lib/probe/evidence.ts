import { z } from 'zod';
import { certificateFacts, certificateStage } from './evidence-certificate.ts';
import { failureBase, isoTime, ms, stage } from './evidence-stage.ts';

export {
  type CertificateFacts,
  certificateFacts,
  type NameResult,
  type PathStep,
  type TrustResult,
  trustResult,
} from './evidence-certificate.ts';

/**
 * What one probe saw: facts only, no verdict. Every stage is present in every record as ok, failed or skipped, so that
 * nothing is ever just missing. Judged later, with the time given, by lib/diagnosis.
 */
export const EVIDENCE_SCHEMA_VERSION = 1;

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
    /** The addresses that are tried: IPv4 first, then by number, whatever the order of the answer. */
    addresses: z.array(z.strictObject({ address: z.string(), family: z.union([z.literal(4), z.literal(6)]) })).min(1),
    /** How many further addresses were found and are not tried; 0 in records that do not tell. */
    leftOutCount: z.number().int().nonnegative().default(0),
    /**
     * DNS record types whose lookup told nothing of the name (no answer in time, SERVFAIL, REFUSED ...) while the other gave
     * addresses: the name may have more than are listed. Empty in records that do not tell, and unless source is dns.
     */
    unanswered: z.array(z.enum(['A', 'AAAA'])).default([]),
  }),
  z.enum(resolveCodes),
  z.strictObject({
    ...failureBase,
    resolvers: z.array(z.string()),
    /** Did the same resolvers answer a control lookup? It tells a sick name from a sick network. */
    control: z.enum(['answers', 'no-answer', 'not-tried']),
  }),
);

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

/** Why `connect` was skipped at an IPv6 address that nothing leads to from here, while another address is tried. Compare with it, never with its words. */
export const noRouteBecause = 'no IPv6 route from this location';

/** Why `resolve` was skipped where the operator says that the host is not meant to offer LDAPS. Compare with it, never with its words. */
export const notIntendedBecause = 'LDAPS is not intended on this host';

/** Why `bind` was skipped where the account's password was refused before. Compare with it, never with its words. */
export const accountOnHoldBecause = 'the account is on hold until a person confirms it';

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

export const bindStage = stage(
  z.strictObject({
    /** The name the bind was made with: a DN, a user principal name or DOMAIN\user. Null in records that do not tell. */
    boundAs: z.string().nullable().default(null),
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

/** One more handshake of the second look: how it ended and what it showed. */
const handshakeLook = z.strictObject({
  /** `ok` when it was finished, otherwise why not; `not-reachable` when TLS could not even be begun. */
  outcome: z.enum(['ok', 'not-reachable', ...handshakeCodes]),
  /** Version and cipher suite agreed; null when it did not come to that. */
  protocol: z.string().nullable(),
  cipher: z.string().nullable(),
  /** TLS alert number received from the peer, null when there was none. */
  alert: z.number().int().nullable(),
  /** Did the peer answer with at least one byte? */
  answered: z.boolean(),
  /** The first certificates that were sent, leaf first, also when the handshake failed afterwards. */
  certificates: z.array(certificateFacts),
});
export type HandshakeLook = z.infer<typeof handshakeLook>;

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
        /** The handshake after StartTLS was accepted there; null when it was not, and in records that do not tell. */
        startTlsHandshake: handshakeLook.nullable().default(null),
      })
      .nullable(),
    /** The same greeting without a server name (SNI); null when none was sent at first, and in records that do not tell. */
    withoutServerName: handshakeLook.nullable().default(null),
    /** A greeting as stacks sent it before TLS 1.3: small, TLS 1.0 to 1.2, RSA and CBC suites; null in records that do not tell. */
    oldStack: handshakeLook.nullable().default(null),
    /** The first greeting once more, tried only after another one got a certificate; null when it was not tried. */
    again: handshakeLook.nullable().default(null),
  }),
  z.enum(['timeout', 'unclassified']),
  z.strictObject({ ...failureBase }),
);

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
  /** There when that place's own network was gone: then failures on the way say nothing about the server. Why, in words. */
  ownNetworkGone: z.strictObject({ because: z.string() }).exactOptional(),
  /**
   * There when the system knew no way to an address: the families of addresses of which that place reached others meanwhile. For those
   * the place is not to blame.
   */
  familiesReached: z.array(z.union([z.literal(4), z.literal(6)])).exactOptional(),
  startedAt: isoTime,
  /** Without the wait for this prober's own handshake gate. */
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
