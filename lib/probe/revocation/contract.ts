import type { RevocationAnswer } from '../deep-scan/record.ts';
import type { CertificateFacts } from '../evidence.ts';

/**
 * Asks whether the certificates of one path are revoked. `chain` is the path, leaf first, each certificate followed by its issuer;
 * the last one may be the trust anchor, which is not asked about. `staple` is the OCSP response the server sent within the handshake.
 * One answer for every certificate of the path that has its issuer above it, in the order of the chain, and for a lone certificate
 * that is not self-signed. Never rejects: what fails is told in the sources. Aborting the signal answers with what is known by then.
 */
export type RevocationCheck = (
  chain: readonly CertificateFacts[],
  staple: Uint8Array | null,
  signal: AbortSignal,
) => Promise<{ allowed: boolean; answers: RevocationAnswer[] }>;
