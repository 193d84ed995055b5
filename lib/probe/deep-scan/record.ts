import { z } from 'zod';
import { probeTarget } from '../evidence.ts';
import { certificateFacts } from '../evidence-certificate.ts';
import { isoTime, ms, sha256 } from '../evidence-stage.ts';

/**
 * What one deep scan saw: the questions that are too many for every probe, asked daily and on demand. Facts only, like the
 * evidence of a probe; judged later, with the time given, by lib/diagnosis.
 */
export const DEEP_SCAN_SCHEMA_VERSION = 1;

export const protocols = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type Protocol = (typeof protocols)[number];

/** Kinds of cipher suites that current clients refuse or should. */
export const weakCipherKinds = ['NULL', 'anonymous', 'export', 'DES', 'RC4', '3DES'] as const;
export type WeakCipherKind = (typeof weakCipherKinds)[number];

/** One protocol version, offered alone. */
export const versionAnswer = z.strictObject({
  protocol: z.enum(protocols),
  /** unclear: neither agreed nor refused in words (a reset, a timeout). */
  offered: z.enum(['yes', 'no', 'unclear']),
  /** IANA name of the cipher suite the server chose; null when it chose none. */
  cipher: z.string().nullable(),
  /** Null for static RSA key exchange and when there was none. Bits of the group or curve. */
  ephemeralKey: z.strictObject({ type: z.enum(['DH', 'ECDH']), name: z.string().nullable(), bits: z.number().int().nullable() }).nullable(),
  /** Fingerprints of the certificates sent under this version, in the order sent; empty when none was seen. */
  chain: z.array(sha256),
  /** TLS alert number received, null when there was none. */
  alert: z.number().int().nullable(),
});

/** A cipher suite the server chose when it was offered nothing better. */
export const weakSuite = z.strictObject({
  /** IANA name, such as TLS_RSA_WITH_RC4_128_SHA. */
  name: z.string(),
  kind: z.enum(weakCipherKinds),
  protocol: z.enum(protocols),
});

/** What the server sends under one server name (SNI). */
export const nameAnswer = z.strictObject({
  /** Null: no server name was sent. */
  serverName: z.string().nullable(),
  outcome: z.enum(['certificate', 'alert', 'reset', 'closed', 'timeout', 'failed']),
  alert: z.number().int().nullable(),
  /** Fingerprints in the order sent; empty when none was seen. */
  chain: z.array(sha256),
});

/** StartTLS at a plain LDAP port of the same address. */
export const startTlsAnswer = z.strictObject({
  port: z.number().int(),
  connect: z.enum(['ok', 'refused', 'timeout', 'unreachable', 'failed']),
  /** LDAP result code of the StartTLS response; null when there was no LDAP answer. */
  resultCode: z.number().int().nullable(),
  diagnosticMessage: z.string().nullable(),
  handshake: z.enum(['ok', 'failed', 'not-tried']),
  chain: z.array(sha256),
});

export const revocationStates = ['good', 'revoked', 'unknown'] as const;
export type RevocationState = (typeof revocationStates)[number];

/** One place that was asked whether a certificate is revoked. */
export const revocationSource = z.strictObject({
  kind: z.enum(['staple', 'ocsp', 'crl']),
  /** http:, https: or ldap: address asked; null for a staple. */
  address: z.string().nullable(),
  /** answered: a signed, valid answer was read; everything else says why not. */
  outcome: z.enum([
    'answered',
    'not-allowed',
    /** Not asked: the certificate is of no path to a trust anchor, so that anybody could have written the address. */
    'untrusted',
    'address-refused',
    'unreachable',
    'timeout',
    'http-status',
    'too-large',
    'malformed',
    'bad-signature',
    'wrong-issuer',
    /** Signed and well, but about another certificate or other certificates. */
    'wrong-certificate',
    'stale',
    'responder-error',
    'unsupported',
  ]),
  status: z.enum(revocationStates).nullable(),
  thisUpdate: isoTime.nullable(),
  nextUpdate: isoTime.nullable(),
  revokedAt: isoTime.nullable(),
  /** RFC 5280 section 5.3.1 name, such as keyCompromise. */
  reason: z.string().nullable(),
  /** The library's, system's or server's own words, shortened; null when there is nothing to add. */
  message: z.string().nullable(),
});

/** Whether one certificate of the chain is revoked, by all that could be asked. */
export const revocationAnswer = z.strictObject({
  sha256,
  subject: z.string(),
  /** revoked as soon as one source says so; good when one says so and none says revoked. */
  status: z.enum(revocationStates),
  sources: z.array(revocationSource),
});

export const deepScan = z.strictObject({
  schemaVersion: z.literal(DEEP_SCAN_SCHEMA_VERSION),
  target: probeTarget,
  location: z.string(),
  startedAt: isoTime,
  totalMs: ms,
  /** The address scanned; null when the name did not resolve. */
  address: z.string().nullable(),
  /** complete: every question was asked. partial: time or connections ran out. not-reachable: nothing could be asked. */
  outcome: z.enum(['complete', 'partial', 'not-reachable']),
  /** Why it is not complete; null when it is. */
  because: z.string().nullable(),
  connections: z.number().int().nonnegative(),
  versions: z.array(versionAnswer),
  /** Suites of each weak kind that were offered, and what the server took. */
  weakCiphers: z.array(weakSuite),
  weakKindsAsked: z.array(z.enum(weakCipherKinds)),
  /** Does the server agree to a static RSA key exchange? Null when not known. */
  staticRsaKeyExchange: z.boolean().nullable(),
  /** Bits of the smallest finite-field group the server offered; null when it offers none or it is not known. */
  finiteFieldBits: z.number().int().nullable(),
  names: z.array(nameAnswer),
  startTls: z.array(startTlsAnswer),
  /** Did the server staple an OCSP answer? Null when not known. */
  stapled: z.boolean().nullable(),
  /** May this prober fetch OCSP answers and CRLs? */
  revocationAllowed: z.boolean(),
  /** Leaf first; empty when no certificate was seen. */
  revocation: z.array(revocationAnswer),
  /** Every certificate seen, each once, the chain of the ordinary handshake first. */
  certificates: z.array(certificateFacts),
});
export type DeepScan = z.infer<typeof deepScan>;
export type VersionAnswer = z.infer<typeof versionAnswer>;
export type WeakSuite = z.infer<typeof weakSuite>;
export type NameAnswer = z.infer<typeof nameAnswer>;
export type StartTlsAnswer = z.infer<typeof startTlsAnswer>;
export type RevocationAnswer = z.infer<typeof revocationAnswer>;
export type RevocationSource = z.infer<typeof revocationSource>;
