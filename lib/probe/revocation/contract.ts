import type { RevocationAnswer } from '../deep-scan/record.ts';
import type { CertificateFacts } from '../evidence.ts';

/**
 * Asks whether the certificates of one path are revoked. `chain` is the path, leaf first, each certificate followed by its issuer;
 * the last one may be the trust anchor, which is not asked about. `staple` is the OCSP response the server sent within the handshake.
 * One answer for every certificate but the anchor, in the order of the chain. Never rejects: what fails is told in the sources.
 */
export type RevocationCheck = (
  chain: readonly CertificateFacts[],
  staple: Uint8Array | null,
  signal: AbortSignal,
) => Promise<{ allowed: boolean; answers: RevocationAnswer[] }>;
