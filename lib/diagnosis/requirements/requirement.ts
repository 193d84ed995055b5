import type { Attempt } from '../../probe/evidence.ts';
import type { Source } from '../article/article.ts';
import type { Served } from '../reading/served.ts';
import type { Profile, RuleContext } from '../rule.ts';

/** unknown: the evidence does not tell. */
export type Outcome = 'pass' | 'fail' | 'unknown';

/** What one authority asks of the certificate, and whether this one gives it. */
export type Demand = {
  by: Source;
  /** What is asked, in a few words. */
  asks: string;
  outcome: Outcome;
  /** Why the outcome is what it is, with this certificate's values; null where `seen` says it all. */
  because: string | null;
};

export type RequirementContext = RuleContext & { attempt: Attempt; served: Served };

/** One row of the matrix: a property of the certificate, and everybody who asks something of it. */
export type Requirement = {
  /** Kebab-case; equals the file name. */
  id: string;
  title: string;
  /** Profiles it is asked of; all when left out. */
  profiles?: readonly Profile[];
  /** Rules that explain a failure. */
  findingIds: readonly string[];
  /** What this server has. */
  seen(context: RequirementContext): string;
  demands(context: RequirementContext): readonly Demand[];
};

/** A demand that is met or not. */
export const demand = (by: Source, asks: string, met: boolean | null, because: string | null = null): Demand => ({
  by,
  asks,
  outcome: met === null ? 'unknown' : met ? 'pass' : 'fail',
  because,
});
