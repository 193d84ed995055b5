import type { Attempt, Evidence } from '../../probe/evidence.ts';
import { type Knowledge, noKnowledge } from '../knowledge.ts';
import { guessProfileOfEvidence } from '../profile.ts';
import { judgedAttempts } from '../reading/own-network.ts';
import type { Subject } from '../rule.ts';
import { type Client, type ClientContext, type ClientOutcome, type ClientRule, clients, type Stance } from './client.ts';
import { clientRules } from './rules/index.ts';

/** One property that was seen, and what this client does about it. */
export type ClientReason = Stance & { ruleId: string; title: string };

/** unknown: the server could not be reached from this location, which says nothing of its clients. */
export type ClientVerdict = { client: Client; outcome: ClientOutcome | 'unknown'; reasons: readonly ClientReason[] };

/** What every client makes of one chain, and the addresses that serve it. */
export type ClientLens = { leafSha256: string | null; addresses: readonly string[]; verdicts: readonly ClientVerdict[] };

/**
 * Who accepts this server, with the reasons: one lens for each different chain, or each different way without one. Reasons that
 * decide come first; without any, nothing was seen that the client minds. "Trusted" is judged by the trust anchors of this
 * location; a client's own may differ. Pure.
 */
export function clientVerdicts(
  evidence: Evidence,
  { subject, now, knowledge = noKnowledge }: { subject: Subject; now: Date; knowledge?: Knowledge },
): ClientLens[] {
  const profile = subject.profile ?? guessProfileOfEvidence(evidence) ?? subject.detectedProfile ?? 'ldap';
  const seen = judgedAttempts(evidence).map((attempt) => {
    const reached = attempt.connect.status === 'ok';
    const context: ClientContext = { evidence, subject, profile, knowledge, now, attempt };
    return { attempt, chain: chainOf(attempt), reached, applying: reached ? clientRules.filter((rule) => rule.applies(context)) : [] };
  });
  const groups = Map.groupBy(seen, ({ chain, reached, applying }) => [reached, ...chain, ...applying.map(({ id }) => id)].join());
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { chain, reached, applying } = first;
    const verdicts = clients.map((client) =>
      reached ? verdictOf(client, applying) : { client, outcome: 'unknown' as const, reasons: [] },
    );
    return [{ leafSha256: chain[0] ?? null, addresses: group.map(({ attempt }) => attempt.address), verdicts }];
  });
}

const chainOf = ({ certificate }: Attempt): readonly string[] =>
  certificate.status === 'ok' ? certificate.data.sent.map(({ sha256 }) => sha256) : [];

const weight: Readonly<Record<ClientOutcome, number>> = { refuses: 2, depends: 1, accepts: 0 };

function verdictOf(client: Client, applying: readonly ClientRule[]): ClientVerdict {
  const reasons = applying
    .map(({ id, title, stances }): ClientReason => ({ ruleId: id, title, ...stances[client.id] }))
    .sort((one, other) => weight[other.outcome] - weight[one.outcome]);
  return { client, outcome: reasons[0]?.outcome ?? 'accepts', reasons };
}
