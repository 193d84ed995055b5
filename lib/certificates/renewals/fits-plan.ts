import { isSuccessor, type SuccessionFacts } from '../succession.ts';

/** A certificate as the rule of a plan looks at it. `issuer` is the RFC 4514 text of its issuer's name. */
export type CandidateFacts = SuccessionFacts & { sha256: string; issuer: string };

/** What a plan says of a new certificate that is not there yet. */
export type PlanRule = { expectedIssuer: string | null; expectedNotBefore: Date | null };

/**
 * Is it the new certificate of a plan that names none? It takes the place of the old one, comes from the issuer that is expected, and
 * begins no earlier than expected. Where there was no old one, only the rule is asked, and `since` (when it was first seen at the door)
 * must be after the plan was made.
 */
export function fitsPlan(
  candidate: CandidateFacts,
  plan: PlanRule & { createdAt: Date },
  old: (SuccessionFacts & { sha256: string }) | null,
  since: Date,
): boolean {
  if (old === null ? since < plan.createdAt : candidate.sha256 === old.sha256 || !isSuccessor(old, candidate)) return false;
  return fitsRule(candidate, plan);
}

/** Does it come from the expected issuer (part of its name, without case), and begin no earlier than expected? */
export function fitsRule(
  candidate: Pick<CandidateFacts, 'issuer' | 'notBefore'>,
  { expectedIssuer, expectedNotBefore }: PlanRule,
): boolean {
  if (expectedIssuer !== null && !candidate.issuer.toLowerCase().includes(expectedIssuer.toLowerCase())) return false;
  return expectedNotBefore === null || (candidate.notBefore !== null && candidate.notBefore >= expectedNotBefore);
}
