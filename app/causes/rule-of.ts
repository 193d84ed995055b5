import type { Rule } from '#lib/diagnosis/rule.ts';
import { rules } from '#lib/diagnosis/rules/index.ts';

/** The catalog's rule of that id. */
export const ruleOf = (id: string): Rule | undefined => rules.find((rule) => rule.id === id);

/** The rule that looks most like this one: the first of its look-alikes that the catalog has. */
export function nextLikely({ article }: Rule): Rule | null {
  for (const { findingId } of article.couldAlsoBe) {
    const rule = findingId === undefined ? undefined : ruleOf(findingId);
    if (rule) return rule;
  }
  return null;
}
