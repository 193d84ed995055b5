import type { Evidence } from '../../probe/evidence.ts';
import { type Knowledge, noKnowledge } from '../knowledge.ts';
import type { Discovery, Profile, Rule, RuleContext, Subject } from '../rule.ts';
import { defaultSubject } from '../subject.ts';
import { probedAt } from './evidence-factory.ts';

export type RuleRun = { profile?: Profile; subject?: Partial<Subject>; knowledge?: Partial<Knowledge>; now?: Date; attemptIndex?: number };

/** Runs one rule on one address (the first, when none is named) as the engine does; null means that the rule passed. */
export function runRule(rule: Rule, evidence: Evidence, run: RuleRun = {}): Discovery | null | 'not-applicable' {
  const { profile = 'ad-ds', subject, knowledge, now = probedAt, attemptIndex = 0 } = run;
  const context: RuleContext = {
    evidence,
    subject: { ...defaultSubject, ...subject },
    profile,
    knowledge: { ...noKnowledge, ...knowledge },
    now,
  };
  if (rule.scope === 'endpoint') return rule.applies(context) ? rule.check(context) : 'not-applicable';
  const attempt = evidence.attempts[attemptIndex];
  if (attempt === undefined) return 'not-applicable';
  return rule.applies({ ...context, attempt }) ? rule.check({ ...context, attempt }) : 'not-applicable';
}
