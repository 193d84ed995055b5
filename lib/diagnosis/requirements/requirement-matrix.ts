import type { Evidence } from '../../probe/evidence.ts';
import { type Knowledge, noKnowledge } from '../knowledge.ts';
import { guessProfileOfEvidence } from '../profile.ts';
import { judgedAttempts } from '../reading/own-network.ts';
import { servedBy } from '../reading/served.ts';
import type { Subject } from '../rule.ts';
import { requirements } from './index.ts';
import type { Demand, Outcome, Requirement, RequirementContext } from './requirement.ts';

/** differs: the authorities ask different things, and this certificate satisfies some of them only. */
export type RowOutcome = Outcome | 'differs';

export type RequirementRow = {
  id: string;
  title: string;
  seen: string;
  outcome: RowOutcome;
  demands: readonly Demand[];
  /** Rules that explain a failure. */
  findingIds: readonly string[];
};

/** The matrix of one leaf certificate. */
export type RequirementMatrix = { leafSha256: string; addresses: readonly string[]; rows: readonly RequirementRow[] };

/** Judges stored evidence by every requirement of its profile at a given time: one matrix for each different leaf. Pure. */
export function requirementMatrices(
  evidence: Evidence,
  { subject, now, knowledge = noKnowledge }: { subject: Subject; now: Date; knowledge?: Knowledge },
): RequirementMatrix[] {
  const profile = subject.profile ?? guessProfileOfEvidence(evidence) ?? subject.detectedProfile ?? 'ldap';
  const asked = requirements.filter(({ profiles }) => profiles === undefined || profiles.includes(profile));
  const contexts = judgedAttempts(evidence).flatMap((attempt): RequirementContext[] => {
    const served = servedBy(attempt);
    return served === null ? [] : [{ evidence, subject, profile, knowledge, now, attempt, served }];
  });
  const byLeaf = Map.groupBy(contexts, ({ served }) => served.sent.map(({ sha256 }) => sha256).join());
  return [...byLeaf.values()].flatMap((group) => {
    const [context] = group;
    if (context === undefined) return [];
    return [
      {
        leafSha256: context.served.leaf.sha256,
        addresses: group.map(({ attempt }) => attempt.address),
        rows: asked.map((requirement) => rowOf(requirement, context)),
      },
    ];
  });
}

function rowOf(requirement: Requirement, context: RequirementContext): RequirementRow {
  const demands = requirement.demands(context);
  const { id, title, findingIds } = requirement;
  return { id, title, seen: requirement.seen(context), outcome: outcomeOf(demands), demands, findingIds };
}

/** The outcome of a row with these demands. */
export function outcomeOf(demands: readonly Demand[]): RowOutcome {
  const outcomes = new Set(demands.map(({ outcome }) => outcome));
  if (outcomes.has('fail')) return outcomes.has('pass') ? 'differs' : 'fail';
  return outcomes.has('pass') ? 'pass' : 'unknown';
}
