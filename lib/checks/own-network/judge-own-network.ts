/** What a look at a location's own network showed, after a probe got no answer. */
export type OwnNetworkFacts = {
  /** Interfaces that are up and lead further than this machine; null where what was probed lies on this machine. */
  interfaces: readonly string[] | null;
  /** Lookups that have nothing to do with the door that was probed. */
  lookups: readonly ControlLookup[];
  /** Doors of the fleet that were reached from here lately, and whether they can be reached now. */
  doors: readonly ControlDoor[];
};

export type ControlLookup = {
  name: string;
  outcome: 'answered' | 'server-failure' | 'no-answer';
  /** Named by the operator, or answered here before: its silence tells something. */
  isProven: boolean;
};
/** refused: the host says no, so the way to it works. */
export type ControlDoor = { host: string; address: string; port: number; outcome: 'connected' | 'refused' | 'no-answer' };

/** unclear: there is too little to go by, and what was probed is blamed as ever. */
export type OwnNetwork = { state: 'works' | 'unclear'; because: null } | { state: 'gone'; because: string };

/**
 * Is it the location's own network that is gone? Anything that answers proves that it works. It is gone when nothing answers and no
 * interface is left, or at least one control that worked before and another one are silent: one silent door alone may be down itself.
 */
export function judgeOwnNetwork({ interfaces, lookups, doors }: OwnNetworkFacts): OwnNetwork {
  const answered = lookups.some(({ outcome }) => outcome === 'answered') || doors.some(({ outcome }) => outcome !== 'no-answer');
  if (answered) return { state: 'works', because: null };
  if (interfaces !== null && interfaces.length === 0) return { state: 'gone', because: 'no network interface is up' };
  const proven = lookups.filter(({ isProven }) => isProven);
  const hosts = new Set(doors.map(({ host }) => host));
  if (proven.length + hosts.size < 2) return { state: 'unclear', because: null };
  const silent = [
    ...(hosts.size === 0 ? [] : [hosts.size === 1 ? 'a host that it reached lately' : 'hosts that it reached lately']),
    ...(proven.length === 0 ? [] : ['its DNS servers']),
  ];
  return { state: 'gone', because: `nothing answers any more, ${silent.length === 2 ? 'neither' : 'not even'} ${silent.join(' nor ')}` };
}
