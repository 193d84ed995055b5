import type { Evidence } from '../probe/evidence.ts';
import { withHeldBind } from './held-bind.ts';
import { type Knowledge, noKnowledge } from './knowledge.ts';
import { compareSeverity, inOrderOfCause } from './order.ts';
import { guessProfileOfEvidence } from './profile.ts';
import { judgedAttempts } from './reading/own-network.ts';
import type { Diagnosis, Discovery, Finding, Rule, RuleContext, Severity, Subject } from './rule.ts';
import { rules as allRules } from './rules/index.ts';
import { judge, nothingExpected } from './verdict.ts';
import { withWaivers } from './waivers.ts';

export type DiagnoseOptions = {
  /** What the registration says of the endpoint. */
  subject: Subject;
  /** The time to judge dates by; old evidence can be judged for any time. */
  now: Date;
  /** What the store knows beside the evidence; nothing when left out. */
  knowledge?: Knowledge;
  /** All rules when left out. */
  rules?: readonly Rule[];
};

/** One rule's discovery at one address; null address for findings about the endpoint as a whole. */
type Hit = { rule: Rule; address: string | null; discovery: Discovery };
type Crash = Diagnosis['crashed'][number];

/**
 * Judges one probe's evidence: pure, never throws, and says the same of the same input. A rule that breaks is listed in
 * `crashed` and takes nothing else down. Of a host that is not meant to offer LDAPS nothing is judged but its place in the fleet.
 */
export function diagnose(seen: Evidence, { subject, now, knowledge = noKnowledge, rules = allRules }: DiagnoseOptions): Diagnosis {
  const evidence = withHeldBind(seen, knowledge);
  const profile = subject.profile ?? guessProfileOfEvidence(evidence) ?? subject.detectedProfile ?? 'ldap';
  const context: RuleContext = { evidence, subject, profile, knowledge, now };
  const crashed: Crash[] = [];
  const hits = rules
    .filter((rule) => rule.profiles === undefined || rule.profiles.includes(profile))
    .filter((rule) => subject.ldapsIntended || rule.stage === 'fleet')
    .flatMap((rule) => {
      try {
        return hitsOf(rule, context);
      } catch (cause) {
        crashed.push({ id: rule.id, message: cause instanceof Error ? cause.message : String(cause) });
        return [];
      }
    });
  const findings = withWaivers(inOrderOfCause(joined(withoutConsequences(hits, evidence))), knowledge.waivers, now);
  const judgement = subject.ldapsIntended ? judge(evidence, findings, crashed) : nothingExpected;
  return { ...judgement, findings, profile, crashed };
}

function hitsOf(rule: Rule, context: RuleContext): Hit[] {
  if (rule.scope === 'endpoint') {
    const discovery = rule.applies(context) ? rule.check(context) : null;
    return discovery === null ? [] : [{ rule, address: null, discovery }];
  }
  return judgedAttempts(context.evidence).flatMap((attempt) => {
    const addressContext = { ...context, attempt };
    const discovery = rule.applies(addressContext) ? rule.check(addressContext) : null;
    return discovery === null ? [] : [{ rule, address: attempt.address, discovery }];
  });
}

/**
 * Leaves out what another hit names as its consequence at the same address. A hit about the whole endpoint suppresses at every
 * address, and is itself suppressed only where every address has a hit that does. No rule may suppress itself by way of others
 * (a test keeps the list free of cycles), so a root cause always remains.
 */
function withoutConsequences(hits: readonly Hit[], evidence: Evidence): Hit[] {
  const addresses = judgedAttempts(evidence).map(({ address }) => address);
  return hits.filter((hit) => {
    const causes = hits.filter(({ rule }) => rule.suppresses?.includes(hit.rule.id));
    const causedAt = (address: string): boolean => causes.some((cause) => cause.address === null || cause.address === address);
    if (hit.address !== null) return !causedAt(hit.address);
    return !causes.some(({ address }) => address === null) && !(addresses.length > 0 && addresses.every(causedAt));
  });
}

/** One finding per rule: the worst discovery's words, and all its addresses in the order tried. */
function joined(hits: readonly Hit[]): Finding[] {
  const groups = Map.groupBy(hits, ({ rule }) => rule);
  return [...groups.values()].flatMap((group) => {
    const worst = group.toSorted((one, other) => compareSeverity(severityOf(one), severityOf(other)))[0];
    return worst === undefined ? [] : [findingOf(worst, group)];
  });
}

const severityOf = ({ rule, discovery }: Hit): Severity => discovery.severity ?? rule.severities[0];

const findingOf = (worst: Hit, group: readonly Hit[]): Finding => ({
  id: worst.rule.id,
  no: worst.rule.no,
  stage: worst.rule.stage,
  severity: severityOf(worst),
  confidence: worst.discovery.confidence ?? 'certain',
  title: worst.rule.title,
  summary: worst.discovery.summary,
  facts: worst.discovery.facts,
  observations: worst.discovery.observations,
  addresses: [...new Set(group.flatMap(({ address }) => (address === null ? [] : [address])))],
});
