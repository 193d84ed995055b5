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

/** An endpoint as it is scheduled, with what was seen of it from each location. */
export type EndpointFacts<Look extends LookFacts = LookFacts> = {
  port: number;
  intervalSeconds: number;
  pausedAt: Date | null;
  looks: readonly Look[];
};

/** A state with the look that decides it; null when no location has looked. */
export type Judged<Look extends LookFacts = LookFacts> = { state: HostState; since: Date | null; look: Look | null };

/** A result is stale when it is older than this many intervals and the time a slow check may take on top. */
export const staleAfterIntervals = 3;
export const staleGraceSeconds = 30;

/** Does a result lie ahead of the clock? Then it came from one that ran ahead, and says nothing of now. */
export const isFromFuture = (lastCheckedAt: Date, now: Date): boolean => lastCheckedAt.getTime() > now.getTime() + clockToleranceMs;

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

/**
 * The state of one endpoint: maintenance while its host is paused, else the worst that any location sees now. A location that
 * is silent or could not look decides nothing while another one sees the endpoint.
 */
export function judgeEndpoint<Look extends LookFacts>(endpoint: EndpointFacts<Look>, now: Date): Judged<Look> {
  const judged = endpoint.looks.map((look) => judgeLook(look, endpoint.intervalSeconds, now));
  const seen = judged.filter(({ state }) => state !== 'stale' && state !== 'not-checked');
  const worst = worstOf(seen.length > 0 ? seen : judged) ?? { state: 'not-checked' as const, since: null, look: null };
  return endpoint.pausedAt === null ? worst : { state: 'maintenance', since: endpoint.pausedAt, look: worst.look };
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
