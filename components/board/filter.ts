import { stateLabels } from '#components/status/state-words.ts';
import { type BoardHost, type HostState, hostStates } from '#lib/checks/read/views.ts';

/** Which hosts the board shows; every field narrows, and an empty one does not. */
export type BoardFilter = {
  /** Words that must all occur, in any case, in the host's name, site, domain, cause or state. */
  search: string;
  states: readonly HostState[];
  domain: string | null;
  site: string | null;
  /** Id of the leading finding. */
  cause: string | null;
};

/** The states in an address, `critical,warning`; what is none is left out. */
export const parseStates = (text: string): HostState[] =>
  text.split(',').flatMap((word) => hostStates.find((state) => state === word) ?? []);

export const statesText = (states: readonly HostState[]): string => states.join(',');

/** The hosts that match, in the order given. */
export function filterHosts(hosts: readonly BoardHost[], filter: BoardFilter): BoardHost[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return hosts.filter(
    (host) =>
      (filter.states.length === 0 || filter.states.includes(host.state)) &&
      (filter.domain === null || host.domain === filter.domain) &&
      (filter.site === null || host.site === filter.site) &&
      (filter.cause === null || host.cause?.id === filter.cause) &&
      (words.length === 0 || containsAll(host, words)),
  );
}

function containsAll(host: BoardHost, words: readonly string[]): boolean {
  const text = [host.name, host.site, host.domain, host.cause?.title, host.cause?.id, stateLabels[host.state], ...host.ports]
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Is anything narrowed? */
export const isFiltering = ({ search, states, domain, site, cause }: BoardFilter): boolean =>
  search.trim() !== '' || states.length > 0 || domain !== null || site !== null || cause !== null;

/** Does it ask for hosts in particular, so that healthy ones that match are shown rather than folded? */
export const asksForHosts = ({ search, states, cause }: BoardFilter): boolean =>
  search.trim() !== '' || states.length > 0 || cause !== null;
