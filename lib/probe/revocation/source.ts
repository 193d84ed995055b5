import type { RevocationSource } from '../deep-scan/record.ts';
import { plainText } from '../plain-text.ts';

/** Why a source was not asked at all. */
export type Unasked = 'not-allowed' | 'untrusted';

/** Why a source gave no answer. */
export type Refusal = {
  readonly outcome: Exclude<RevocationSource['outcome'], 'answered' | Unasked>;
  readonly message: string;
};

/** Clocks differ: an answer counts as current this long before it begins and after it ends. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

const isoOf = (ms: number | null | undefined): string | null => (ms === null || ms === undefined ? null : new Date(ms).toISOString());

/** What a source said, its times in milliseconds since 1970. */
export type Said = {
  readonly status?: RevocationSource['status'];
  readonly thisUpdateMs?: number | null;
  readonly nextUpdateMs?: number | null;
  readonly revokedAtMs?: number | null;
  readonly reason?: string | null;
  readonly message?: string | null;
};

/** One source in the form of the record. */
export function revocationSourceOf(
  kind: RevocationSource['kind'],
  address: string | null,
  outcome: RevocationSource['outcome'],
  said: Said = {},
): RevocationSource {
  const { message = null } = said;
  return {
    kind,
    address,
    outcome,
    status: said.status ?? null,
    thisUpdate: isoOf(said.thisUpdateMs),
    nextUpdate: isoOf(said.nextUpdateMs),
    revokedAt: isoOf(said.revokedAtMs),
    reason: said.reason ?? null,
    message: message === null ? null : plainText(message),
  };
}

/** Why an answer is not current at that time; null when it is. Without nextUpdate it is so for `mostAgeMs` (null: for ever). */
export function staleBecause(
  { thisUpdateMs, nextUpdateMs }: { thisUpdateMs: number; nextUpdateMs: number | null },
  at: Date,
  mostAgeMs: number | null,
): string | null {
  const nowMs = at.getTime();
  if (thisUpdateMs > nowMs + CLOCK_TOLERANCE_MS) return 'It is dated in the future.';
  const endsAtMs = nextUpdateMs ?? (mostAgeMs === null ? null : thisUpdateMs + mostAgeMs);
  if (endsAtMs === null || endsAtMs + CLOCK_TOLERANCE_MS >= nowMs) return null;
  return nextUpdateMs === null ? 'It names no next update and is too old.' : 'Its next update is past.';
}
