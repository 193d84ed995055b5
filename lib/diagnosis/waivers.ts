import type { Finding, Waiver } from './rule.ts';

/** Does the waiver count at that time? It ends by itself. */
export const isInForce = (waiver: Pick<Waiver, 'until'>, at: Date): boolean => Date.parse(waiver.until) > at.getTime();

/**
 * The findings with the waivers that accept them at that time, those that nobody accepted first, each group in the order given. Where
 * several waivers accept one finding, the one that lasts longest is named.
 */
export function withWaivers(findings: readonly Finding[], waivers: readonly Waiver[], at: Date): readonly Finding[] {
  const longest = waivers
    .filter((waiver) => isInForce(waiver, at))
    .toSorted((one, other) => Date.parse(other.until) - Date.parse(one.until));
  if (longest.length === 0) return findings;
  const judged = findings.map((finding) => {
    const waiver = longest.find(({ findingId }) => findingId === finding.id);
    return waiver === undefined ? finding : { ...finding, waiver };
  });
  return [...judged.filter((finding) => !isAccepted(finding)), ...judged.filter(isAccepted)];
}

/** Is the finding accepted, so that it counts for no verdict? */
export const isAccepted = (finding: Pick<Finding, 'waiver'>): boolean => finding.waiver !== undefined;

/** The finding that leads: the first that nobody accepted; undefined when there is none. */
export const leadingFinding = <Found extends Pick<Finding, 'waiver'>>(findings: readonly Found[]): Found | undefined =>
  findings.find((finding) => !isAccepted(finding));
