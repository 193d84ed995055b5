import { z } from 'zod';
import { failureBase, isoTime, sha256, stage } from './evidence-stage.ts';

/** What Microsoft's enrolment writes into a certificate ([MS-WCCE] section 2.2.2.7). Each is null where its extension is absent or unreadable. */
const microsoftFacts = z.strictObject({
  /** Template of version 1, by its name in the directory: `DomainController`, `WebServer` ... */
  templateName: z.string().nullable(),
  /** Template of version 2 or later, by its object identifier, and the version of the template at the time of issue. */
  templateOid: z.string().nullable(),
  templateMajorVersion: z.number().int().nullable(),
  templateMinorVersion: z.number().int().nullable(),
  /** Object identifiers; they repeat the enhanced key usage. */
  applicationPolicies: z.array(z.string()).nullable(),
  /** objectGUID of the directory object it was issued to, as Windows writes it. */
  objectGuid: z.string().nullable(),
  /** Security identifier of the account it was issued to: `S-1-5-21-...`. */
  sid: z.string().nullable(),
  /** Of a CA's own certificate: `0.0`, index of the certificate and index of the key. */
  caVersion: z.string().nullable(),
});

/** The facts of one certificate, or why it could not be read. Nothing here depends on the time of reading. */
export const certificateFacts = z.strictObject({
  sha256,
  /** The bytes as sent, base64. */
  der: z.string(),
  /** Why the bytes could not be read as a certificate (RFC 5280); null when they could. The facts below are empty then. */
  malformed: z.string().nullable(),
  /** RFC 4514 text, most specific part first; so is the issuer. */
  subject: z.string(),
  subjectCommonNames: z.array(z.string()),
  issuer: z.string(),
  issuerCommonName: z.string().nullable(),
  /** Lower-case hexadecimal without a leading zero byte. */
  serialNumber: z.string(),
  notBefore: isoTime.nullable(),
  notAfter: isoTime.nullable(),
  dnsNames: z.array(z.string()),
  ipAddresses: z.array(z.string()),
  /** Every other name of the SAN as `type:value`. */
  otherNames: z.array(z.string()),
  hasSubjectAlternativeName: z.boolean(),
  /** Algorithm: RSA, RSA-PSS, EC, DSA, Ed25519, Ed448 ... or an object identifier. Curve: P-256 ... or an object identifier. */
  key: z.strictObject({ algorithm: z.string(), bits: z.number().int().nullable(), curve: z.string().nullable() }),
  /** Algorithm: RSA, RSA-PSS, ECDSA, DSA, Ed25519 ... `hash`: MD5, SHA-1, SHA-256 ..., null where there is none of its own, as for Ed25519. */
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
  /** Null without any of Microsoft's extensions and names; evidence of earlier versions does not tell. */
  microsoft: microsoftFacts.nullable().default(null),
  /** TLS feature status_request (RFC 7633): clients may refuse the server when it staples no OCSP answer. */
  mustStaple: z.boolean().default(false),
  /** Object identifiers of extensions that only inform and whose value cannot be read; they count as absent. */
  unreadableExtensions: z.array(z.string()).default([]),
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
        'key-identifier',
      ]),
      detail: z.string(),
    }),
  ),
  /**
   * Departures from the profile of RFC 5280 that most clients pass over and strict ones refuse (OpenSSL with X509_V_FLAG_X509_STRICT,
   * as Python 3.13 and later have it by default). They make no chain untrusted.
   */
  strictViolations: z
    .array(
      z.strictObject({
        sha256,
        subject: z.string(),
        rule: z.enum([
          'name',
          'basic-constraints',
          'key-usage',
          'name-constraints',
          'authority-key-identifier',
          'subject-key-identifier',
          'extension',
          'serial-number',
          'version',
          'weak-key',
          'weak-signature',
        ]),
        detail: z.string(),
      }),
    )
    .default([]),
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
