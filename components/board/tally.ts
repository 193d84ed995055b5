import { type BoardHost, type BoardView, type CauseRef, type HostState, hostStates } from '#lib/checks/read/views.ts';
import { compareNames } from './group.ts';

/** How many hosts are in each state. */
export function countStates(hosts: readonly BoardHost[]): BoardView['counts'] {
  const counts: Record<HostState, number> = { critical: 0, warning: 0, stale: 0, 'not-checked': 0, maintenance: 0, healthy: 0 };
  for (const { state } of hosts) counts[state] += 1;
  return counts;
}

export type CauseTally = CauseRef & { hostCount: number; worst: HostState };

/** The causes that lead on some host: worst first, then most hosts, then the catalog's order. */
export function rankCauses(hosts: readonly BoardHost[]): CauseTally[] {
  const causes = new Map<string, CauseTally>();
  for (const { cause, state } of hosts) {
    if (cause === null) continue;
    const known = causes.get(cause.id);
    const worst = known && hostStates.indexOf(known.worst) < hostStates.indexOf(state) ? known.worst : state;
    causes.set(cause.id, { ...cause, worst, hostCount: (known?.hostCount ?? 0) + 1 });
  }
  return [...causes.values()].sort(
    (a, b) => hostStates.indexOf(a.worst) - hostStates.indexOf(b.worst) || b.hostCount - a.hostCount || a.no - b.no,
  );
}

/** Hosts whose certificate has yet to expire, soonest first. */
export function nextToExpire(hosts: readonly BoardHost[], now: Date, countMax: number): (BoardHost & { expiresAt: string })[] {
  return hosts
    .flatMap((host) =>
      host.expiresAt !== null && Date.parse(host.expiresAt) > now.getTime() ? [{ ...host, expiresAt: host.expiresAt }] : [],
    )
    .sort((a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt) || compareNames(a.name, b.name))
    .slice(0, countMax);
}

const hourMs = 3_600_000;

/** What changed within the hour before `now`, newest first. */
export function changedWithinHour(changed: BoardView['changedLastHour'], now: Date): BoardView['changedLastHour'] {
  return changed
    .filter(({ since }) => Date.parse(since) > now.getTime() - hourMs)
    .sort((a, b) => Date.parse(b.since) - Date.parse(a.since) || compareNames(a.name, b.name));
}

/** The distinct values of a field, in order, without the empty one. */
export function valuesOf(hosts: readonly BoardHost[], field: 'site' | 'domain'): string[] {
  return [...new Set(hosts.flatMap((host) => host[field] || []))].sort(compareNames);
}
