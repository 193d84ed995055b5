import type { Attempt, Evidence } from '../../probe/evidence.ts';
import { DAY_MS, expiryThresholds } from '../expiry.ts';
import type { Knowledge } from '../knowledge.ts';
import { servedBy } from '../reading/served.ts';
import type { ExpiryWindows } from '../rule.ts';

type Dates = { notBefore: string | null; notAfter: string | null };

/**
 * The instants after `now`, in milliseconds and in order, at which a rule about dates may judge otherwise than a millisecond before:
 * where a certificate of the leaf's path, or an announced one, begins or has ended, and where less is left of it than its windows or
 * the three months of a managed domain, and where a waiver ends. Not at every one of them something changes.
 */
export function candidateInstants(evidence: Evidence, windows: ExpiryWindows, knowledge: Knowledge, now: Date): readonly number[] {
  const ends = [...evidence.attempts.flatMap(datesServed), ...knowledge.announcedLeaves].flatMap((dates) => instantsOf(dates, windows));
  const leafEnds = evidence.attempts.flatMap((attempt) => servedBy(attempt)?.leaf.notAfter ?? []);
  const waiversEnd = knowledge.waivers.map(({ until }) => Date.parse(until));
  const all = new Set([...ends, ...leafEnds.flatMap(threeMonthsBefore), ...waiversEnd]);
  return [...all].filter((at) => at > now.getTime()).sort((one, other) => one - other);
}

function datesServed(attempt: Attempt): readonly Dates[] {
  const served = servedBy(attempt);
  return served === null ? [] : [served.leaf, ...served.trust.path];
}

function instantsOf({ notBefore, notAfter }: Dates, windows: ExpiryWindows): number[] {
  const begins = notBefore === null ? [] : [Date.parse(notBefore)];
  if (notAfter === null) return begins;
  const endMs = Date.parse(notAfter);
  const ended = endMs + 1;
  if (notBefore === null) return [ended];
  const thresholds = expiryThresholds({ notBefore: new Date(notBefore), notAfter: new Date(notAfter) }, windows);
  return [...begins, ...opens(endMs, thresholds.warningDays), ...opens(endMs, thresholds.criticalDays), ended];
}

/** A window is open once less than it is left. A share of a lifetime may fall between two milliseconds, and rounding be off by one. */
function opens(endMs: number, days: number): number[] {
  const edge = Math.floor(endMs - days * DAY_MS);
  return [edge, edge + 1, edge + 2];
}

const fewestDays = 88;
const mostDays = 93;

/**
 * Where "three calendar months from then" may pass an end. As shorter months lack days, that can happen at its time of day or at the
 * midnight of any day that lies three months before it, give or take the length of the months.
 */
function threeMonthsBefore(notAfter: string): number[] {
  const endMs = Date.parse(notAfter);
  const midnight = Math.floor(endMs / DAY_MS) * DAY_MS;
  return Array.from({ length: mostDays - fewestDays + 1 }, (_, index) => fewestDays + index).flatMap((days) => [
    endMs - days * DAY_MS + 1,
    midnight - days * DAY_MS,
  ]);
}
