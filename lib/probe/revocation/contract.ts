import type { RevocationAnswer } from '../deep-scan/record.ts';
import type { CertificateFacts } from '../evidence.ts';

/** A path of certificates, leaf first, each followed by its issuer; the last one may be the trust anchor. */
export interface RevocationPath {
  readonly certificates: readonly CertificateFacts[];
  /** Does it end at a trust anchor, every signature proven and no rule of path validation broken? */
  readonly trusted: boolean;
}

/**
 * Asks whether the certificates of one path are revoked; its trust anchor is not asked about. `staple` is the OCSP response the server
 * sent within the handshake. The addresses in the certificates of an untrusted path are not asked: anybody could have written them.
 * One answer for every certificate of the path that has its issuer above it, in the order of the path, and for a lone certificate
 * that is not self-signed. Never rejects: what fails is told in the sources. Aborting the signal answers with what is known by then.
 */
export type RevocationCheck = (
  path: RevocationPath,
  staple: Uint8Array | null,
  signal: AbortSignal,
) => Promise<{ allowed: boolean; answers: RevocationAnswer[] }>;
