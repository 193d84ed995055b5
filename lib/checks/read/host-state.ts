import type { Severity, Verdict } from '../../diagnosis/rule.ts';
import { clockToleranceMs } from '../database-time.ts';
import { type CauseRef, type HostState, hostStates } from './views.ts';

/** What one location last saw of one endpoint. */
export type LookFacts = {
  verdict: Verdict | null;
  verdictSince: Date | null;
  confirming: boolean;
  cause: (CauseRef & { severity: Severity }) | null;
  summary: string | null;
  unknownBecause: string | null;
  lastCheckedAt: Date | null;
};

/**
 * How the verdicts of several locations make one. any: the worst counts. majority: what at least half of them see or see worse. all: as
 * bad as every one of them sees it.
 */
export const verdictPolicies = ['any', 'majority', 'all'] as const;
export type VerdictPolicy = (typeof verdictPolicies)[number];

/** A policy as the store keeps it; `any` for what this version does not know, and for hosts without a domain. */
export const verdictPolicyOf = (kept: string | null | undefined): VerdictPolicy =>
  verdictPolicies.find((policy) => policy === kept) ?? 'any';

/** An endpoint as it is scheduled, with what was seen of it from each location. */
export type EndpointFacts<Look extends LookFacts = LookFacts> = {
  port: number;
  intervalSeconds: number;
  pausedAt: Date | null;
  /** Of its host's domain. */
  policy: VerdictPolicy;
  looks: readonly Look[];
};

/** A state with the look that decides it; null when no location has looked. */
export type Judged<Look extends LookFacts = LookFacts> = { state: HostState; since: Date | null; look: Look | null };

/** A result is stale when it is older than this many intervals and the time a slow check may take on top. */
export const staleAfterIntervals = 3;
export const staleGraceSeconds = 30;

/** How far ahead of the clock a result may lie, in milliseconds. */
export const aheadMaxMs = clockToleranceMs;

/** Does a result lie ahead of the clock? Then it came from one that ran ahead, and says nothing of now. */
export const isFromFuture = (lastCheckedAt: Date, now: Date): boolean => lastCheckedAt.getTime() > now.getTime() + aheadMaxMs;

/** When a result of that age turns stale. */
export function staleAt(lastCheckedAt: Date, intervalSeconds: number): Date {
  return new Date(lastCheckedAt.getTime() + (staleAfterIntervals * intervalSeconds + staleGraceSeconds) * 1_000);
}

/** Place of a state in the one order, 0 for the worst. */
export const stateRank = (state: HostState): number => hostStates.indexOf(state);

const stateOfVerdict = { critical: 'critical', warning: 'warning', healthy: 'healthy', unknown: 'not-checked' } as const;

function judgeLook<Look extends LookFacts>(look: Look, intervalSeconds: number, now: Date): Judged<Look> {
  if (look.lastCheckedAt === null || look.verdict === null) return { state: 'not-checked', since: null, look };
  if (isFromFuture(look.lastCheckedAt, now)) return { state: 'stale', since: null, look };
  const turnsStaleAt = staleAt(look.lastCheckedAt, intervalSeconds);
  if (turnsStaleAt <= now) return { state: 'stale', since: turnsStaleAt, look };
  return { state: stateOfVerdict[look.verdict], since: look.verdictSince, look };
}

/** What one location sees of an endpoint now, in the words of the screen. */
export const stateOfLook = (look: LookFacts, intervalSeconds: number, now: Date): HostState => judgeLook(look, intervalSeconds, now).state;

/**
 * The state of one endpoint: maintenance while its host is paused, else what the policy makes of what the locations see now. A
 * location that is silent or could not look decides nothing while another one sees the endpoint.
 */
export function judgeEndpoint<Look extends LookFacts>(endpoint: EndpointFacts<Look>, now: Date): Judged<Look> {
  const judged = endpoint.looks.map((look) => judgeLook(look, endpoint.intervalSeconds, now));
  const seen = judged.filter(({ state }) => state !== 'stale' && state !== 'not-checked');
  const decided = (seen.length > 0 ? decidedBy(endpoint.policy, seen) : worstOf(judged)) ?? neverSeen;
  return endpoint.pausedAt === null ? decided : { state: 'maintenance', since: endpoint.pausedAt, look: decided.look };
}

const neverSeen = { state: 'not-checked' as const, since: null, look: null };

/**
 * The one that decides: under `any` the first of the worst. Else the state comes from those in the middle (of two, the worse) or the
 * best, and of those that see it the one that tipped the scales: the last to turn bad, the first to be healthy.
 */
function decidedBy<Look extends LookFacts>(policy: VerdictPolicy, seen: readonly Judged<Look>[]): Judged<Look> | undefined {
  if (policy === 'any') return worstOf(seen);
  const ordered = seen.toSorted((one, other) => stateRank(one.state) - stateRank(other.state));
  const state = ordered[policy === 'all' ? ordered.length - 1 : Math.floor((ordered.length - 1) / 2)]?.state;
  const sign = state === 'healthy' ? 1 : -1;
  return seen
    .filter((one) => one.state === state)
    .toSorted((one, other) => sign * ((one.since?.getTime() ?? 0) - (other.since?.getTime() ?? 0)))[0];
}

/** The endpoint that decides its host's state: the worst, the more usual port among equals. Undefined for a host without any. */
export function decidingEndpoint<Endpoint extends { port: number; judged: Judged }>(endpoints: readonly Endpoint[]): Endpoint | undefined {
  return [...endpoints].sort(
    (a, b) => stateRank(a.judged.state) - stateRank(b.judged.state) || portRank(a.port) - portRank(b.port) || a.port - b.port,
  )[0];
}

const usualPorts = [636, 3269, 389, 3268];
const portRank = (port: number): number => (usualPorts.includes(port) ? usualPorts.indexOf(port) : usualPorts.length);

/** The first of the worst. */
function worstOf<Look extends LookFacts>(judged: readonly Judged<Look>[]): Judged<Look> | undefined {
  return judged.reduce<Judged<Look> | undefined>(
    (worst, one) => (worst === undefined || stateRank(one.state) < stateRank(worst.state) ? one : worst),
    undefined,
  );
}

/** Does the state have a cause worth naming? A healthy server's notices, and results too old to trust, do not lead. */
export const hasLeadingCause = (state: HostState): boolean => state === 'critical' || state === 'warning';

/** The leading finding of a state, short; null when nothing leads. */
export function leadingCause({ state, look }: Judged): CauseRef | null {
  if (!hasLeadingCause(state) || !look?.cause) return null;
  const { id, no, title } = look.cause;
  return { id, no, title };
}

/** What a state comes down to in one sentence; null when the state says it all. */
export function stateSummary({ state, look }: Judged): string | null {
  if (hasLeadingCause(state)) return look?.summary ?? null;
  return state === 'not-checked' ? (look?.unknownBecause ?? null) : null;
}

/** Is the state bad news that further checks have yet to confirm? */
export const isConfirming = ({ state, look }: Judged): boolean => hasLeadingCause(state) && (look?.confirming ?? false);
