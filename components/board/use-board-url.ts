'use client';

import { createParser, type inferParserType, parseAsNumberLiteral, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { HostState } from '#lib/checks/read/views.ts';
import { type BoardFilter, parseStates, statesText } from './filter.ts';
import { type BoardSort, parseSort, sortText, usualSort } from './sort.ts';

const flag = createParser<boolean>({ parse: (text) => (text === '1' ? true : null), serialize: () => '1' });
const states = createParser<HostState[]>({ parse: parseStates, serialize: statesText, eq: (a, b) => statesText(a) === statesText(b) });
const sort = createParser<BoardSort>({ parse: parseSort, serialize: sortText, eq: (a, b) => sortText(a) === sortText(b) });

/** Everything about the board that an address can hold, so that a link shows another person the same. Unknown values are ignored. */
const parsers = {
  q: parseAsString.withDefault(''),
  state: states.withDefault([]),
  site: parseAsString,
  domain: parseAsString,
  cause: parseAsString,
  view: parseAsStringLiteral(['tiles', 'table']).withDefault('tiles'),
  density: parseAsNumberLiteral([24, 16]).withDefault(24),
  all: flag.withDefault(false),
  sort: sort.withDefault(usualSort),
  sel: parseAsString,
};

export type BoardUrl = inferParserType<typeof parsers>;
export type SetBoardUrl = (change: Partial<{ [Key in keyof BoardUrl]: BoardUrl[Key] | null }>) => void;

/** The board's part of the address, and the way to change it without asking the server. */
export function useBoardUrl(): [BoardUrl, SetBoardUrl] {
  const [url, setUrl] = useQueryStates(parsers);
  return [url, (change) => void setUrl(change)];
}

export const filterOf = ({ q, state, site, domain, cause }: BoardUrl): BoardFilter => ({ search: q, states: state, site, domain, cause });

/** The change that takes every filter away. */
export const clearedFilters = { q: null, state: null, site: null, domain: null, cause: null } as const;
