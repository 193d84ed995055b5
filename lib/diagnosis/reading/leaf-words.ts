import type { CertificateFacts } from '../../probe/evidence.ts';
import type { KnownLeaf } from '../knowledge.ts';
import { certificateName, commonNameOf } from './wording.ts';

const day = (time: string | null): string => time?.slice(0, 10) ?? 'an unreadable date';

/** `2026-06-01 to 2027-06-01`. */
export const validityWords = ({ notBefore, notAfter }: Pick<KnownLeaf, 'notBefore' | 'notAfter'>): string =>
  `${day(notBefore)} to ${day(notAfter)}`;

/** The beginning of a fingerprint: enough to tell certificates apart on screen. */
export const shortFingerprint = (sha256: string): string => sha256.slice(0, 16);

const words = (name: string, leaf: KnownLeaf): string => `${name}, ${validityWords(leaf)}, SHA-256 ${shortFingerprint(leaf.sha256)}…`;

/** A certificate known in few words: name, dates and the beginning of its fingerprint. */
export const knownLeafWords = (leaf: KnownLeaf): string => words(commonNameOf(leaf.subject), leaf);

/** The same of a certificate that was served just now. */
export const servedLeafWords = (leaf: CertificateFacts): string => words(certificateName(leaf), leaf);
