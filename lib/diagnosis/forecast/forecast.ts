import type { Evidence } from '../../probe/evidence.ts';
import { diagnose } from '../diagnose.ts';
import { type Knowledge, noKnowledge } from '../knowledge.ts';
import type { AddressContext, Discovery, Finding, Rule, RuleContext, Subject, Verdict } from '../rule.ts';
import { rules as allRules } from '../rules/index.ts';
import { isAccepted, leadingFinding } from '../waivers.ts';
import { candidateInstants } from './candidate-instants.ts';
import { dateRules } from './date-rules.ts';

/** From that instant on, and until the next step, a door is judged like this if nothing but the time changes. */
export type ForecastStep = {
  fromAt: Date;
  verdict: Verdict;
  /** The leading finding, its summary free of lengths of time that would soon be wrong; null when there is none. */
  finding: Pick<Finding, 'id' | 'no' | 'title' | 'summary' | 'severity'> | null;
  /** The certificate whose date brings the leading finding about; null when no date does. */
  sha256: string | null;
  /** How many findings are accepted then and count for no verdict. */
  acceptedCount: number;
};

export type ForecastOptions = {
  /** What the registration says of the endpoint. */
  subject: Subject;
  /** The time of the first step. What does not depend on certificates' dates is judged for this time throughout. */
  now: Date;
  /** What the store knows beside the evidence; nothing when left out. */
  knowledge?: Knowledge;
  /** All rules when left out. */
  rules?: readonly Rule[];
};

/** More steps than any real chain has; a chain made to have more is told without what lies between, its end included. */
const stepsMax = 40;

/**
 * What evidence comes to as time passes while nothing is renewed and nothing else changes: a step for `now`, and one for every later
 * instant at which the verdict, the leading finding, the certificate behind it or how much is accepted is another. Pure; never throws.
 *
 * It says no more than the evidence: only the rules about certificates' dates are judged again, and what is accepted until a date
 * counts from then on. Findings that grow old in other ways (revocation answers, a former certificate, a clock that was wrong) stay as
 * they are now, and so does a server that was not reached.
 */
export function forecast(evidence: Evidence, options: ForecastOptions): ForecastStep[] {
  const { subject, now, knowledge = noKnowledge } = options;
  const rules = (options.rules ?? allRules).map((rule) => (dateRules.has(rule.id) ? rule : held(rule, now)));
  const instants = [now.getTime(), ...candidateInstants(evidence, subject.expiryWindows, knowledge, now)];
  const steps: ForecastStep[] = [];
  for (const instant of instants) {
    const step = stepAt(new Date(instant));
    const last = steps.at(-1);
    if (last === undefined || differs(last, step)) steps.push(step);
  }
  return bounded(steps);

  function stepAt(at: Date): ForecastStep {
    const { verdict, findings } = diagnose(evidence, { subject, now: at, knowledge, rules });
    const leading = leadingFinding(findings);
    const acceptedCount = findings.filter(isAccepted).length;
    if (leading === undefined) return { fromAt: at, verdict, finding: null, sha256: null, acceptedCount };
    const { id, no, title, severity } = leading;
    const dated = dateRules.get(id)?.(leading.facts) ?? { sha256: null, summary: leading.summary };
    return { fromAt: at, verdict, finding: { id, no, title, summary: dated.summary, severity }, sha256: dated.sha256, acceptedCount };
  }
}

/** The rule as it judges at `now`, whatever time it is asked for. What it said of an address is kept, as it cannot change. */
function held(rule: Rule, now: Date): Rule {
  if (rule.scope === 'endpoint') {
    const answer = once((context: RuleContext) => (rule.applies({ ...context, now }) ? rule.check({ ...context, now }) : null));
    return { ...rule, applies: () => true, check: (context: RuleContext) => answer(context.evidence, context) };
  }
  const answer = once((context: AddressContext) => (rule.applies({ ...context, now }) ? rule.check({ ...context, now }) : null));
  return { ...rule, applies: () => true, check: (context: AddressContext) => answer(context.attempt, context) };
}

function once<Context>(judge: (context: Context) => Discovery | null): (about: object, context: Context) => Discovery | null {
  const known = new Map<object, Discovery | null>();
  return (about, context) => {
    const before = known.get(about);
    if (before !== undefined) return before;
    const answer = judge(context);
    known.set(about, answer);
    return answer;
  };
}

const differs = (one: ForecastStep, other: ForecastStep): boolean =>
  one.verdict !== other.verdict ||
  one.sha256 !== other.sha256 ||
  one.acceptedCount !== other.acceptedCount ||
  one.finding?.id !== other.finding?.id ||
  one.finding?.severity !== other.finding?.severity;

function bounded(steps: ForecastStep[]): ForecastStep[] {
  if (steps.length <= stepsMax) return steps;
  const turns = steps.filter((step, index) => index === 0 || step.verdict !== steps[index - 1]?.verdict);
  return turns.length <= stepsMax ? turns : [...turns.slice(0, stepsMax - 1), ...turns.slice(-1)];
}
