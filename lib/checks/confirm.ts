import type { Verdict } from '../diagnosis/rule.ts';

/** News is believed when so many of so many newest checks agree. */
export const CONFIRMING_CHECKS = 2;
export const CONFIRMATION_WINDOW = 3;

export type Confirmation = {
  /** Verdicts of the newest checks that reached one, newest first. */
  recent: readonly Verdict[];
  /** Null before any was confirmed. */
  confirmed: Verdict | null;
  /** The newest verdict is not the confirmed one, and further checks will settle it. */
  confirming: boolean;
};

const badness: Record<Verdict, number> = { critical: 2, warning: 1, healthy: 0, unknown: 0 };

/**
 * What is believed after one more check. Confirmed is the worst verdict that at least two of the three newest checks bear out: two
 * bad ones open, two good ones close, and one stray result does neither. A first healthy result is believed at once, as it
 * contradicts nothing. `unknown` says nothing about the server and leaves all as it was.
 */
export function confirm(previous: Pick<Confirmation, 'recent' | 'confirmed'>, verdict: Verdict): Confirmation {
  if (verdict === 'unknown') return { ...previous, confirming: false };
  const recent = [verdict, ...previous.recent].slice(0, CONFIRMATION_WINDOW);
  const worstFirst = [...recent].sort((a, b) => badness[b] - badness[a]);
  const borneOut = worstFirst[CONFIRMING_CHECKS - 1] ?? (verdict === 'healthy' ? verdict : null);
  const confirmed = borneOut ?? previous.confirmed;
  return { recent, confirmed, confirming: confirmed !== verdict };
}
