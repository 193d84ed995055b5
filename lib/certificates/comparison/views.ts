import type { CertificateRef } from '../details/views.ts';

/** One value of a field. Times are ISO 8601 in UTC. */
export type ComparedValue = { kind: 'words' | 'code' | 'time'; text: string };

/** One field of two certificates. */
export type ComparedField = { label: string; one: ComparedValue[]; other: ComparedValue[]; differs: boolean };

/** A certificate that it makes sense to compare with, and why. */
export type ComparisonChoice = CertificateRef & { because: 'predecessor' | 'successor' | 'same-host' };

export type ComparisonView = {
  /** Null when none was named, or when it was never seen. */
  one: CertificateRef | null;
  other: CertificateRef | null;
  /** Every field; null unless both certificates are there. */
  rows: ComparedField[] | null;
  /** What the first can be compared with. */
  choices: ComparisonChoice[];
};
