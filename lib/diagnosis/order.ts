import { type Finding, ruleStages, type Severity, severities } from './rule.ts';

const rankOf = (severity: Severity): number => severities.indexOf(severity);

/** Negative when the first severity is the worse one. */
export const compareSeverity = (one: Severity, other: Severity): number => rankOf(one) - rankOf(other);

/**
 * Root cause first. A stage ranks by its worst finding, so that the earliest stage that failed leads and a warning about the
 * name does not stand before a dead port; within a stage by severity, then number.
 */
export function inOrderOfCause(findings: readonly Finding[]): readonly Finding[] {
  const worstOfStage = (finding: Finding): number =>
    Math.min(...findings.filter(({ stage }) => stage === finding.stage).map(({ severity }) => rankOf(severity)));
  return findings
    .map((finding) => ({ finding, key: [worstOfStage(finding), ruleStages.indexOf(finding.stage), rankOf(finding.severity), finding.no] }))
    .sort((one, other) => compare(one.key, other.key))
    .map(({ finding }) => finding);
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
