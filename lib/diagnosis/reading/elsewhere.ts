import type { Knowledge, SeenElsewhere } from '../knowledge.ts';
import type { Fact, Observation } from '../rule.ts';
import { list } from './wording.ts';

const wayWords: Readonly<Record<SeenElsewhere['way'], string>> = {
  open: 'accepted',
  filtered: 'no answer',
  refused: 'refused',
  unreachable: 'not reachable',
};

/** What other locations see of a door that cannot be reached from here. */
export type Elsewhere = {
  /** Names of those that reach it, in the order of their ids. */
  openFrom: readonly string[];
  /** Those that reach it as the end of a sentence: `while hq and paris reach it`; empty when none does. */
  words: string;
  facts: Readonly<Record<string, Fact>>;
  observations: readonly Observation[];
};

/** Nothing at all where no other location looks. Pure. */
export function elsewhere({ otherLocations }: Knowledge): Elsewhere {
  if (otherLocations.length === 0) return { openFrom: [], words: '', facts: {}, observations: [] };
  const openFrom = otherLocations.filter(({ way }) => way === 'open').map(({ location }) => location);
  const seen = otherLocations.map(
    ({ location, reach, way, addresses }) =>
      `${location} (${reach}): ${wayWords[way]}${addresses.length === 0 ? '' : ` at ${list(addresses, 2)}`}`,
  );
  return {
    openFrom,
    words: openFrom.length === 0 ? '' : `while ${list(openFrom, 3)} ${openFrom.length === 1 ? 'reaches' : 'reach'} it`,
    facts: { openFrom, otherLocations: otherLocations.map(({ location }) => location) },
    observations: [{ label: 'From other locations', seen: list(seen, 6), healthy: 'the same from everywhere that clients are' }],
  };
}
