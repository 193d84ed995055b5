'use client';

import { createContext, useContext } from 'react';
import { paths } from '#lib/paths.ts';

/** The later day that the board shows instead of now. */
export type Ahead = {
  /** 2027-03-31, as in the page's address. */
  day: string;
  /** "31 March 2027". */
  words: string;
  /** The end of that day in the reader's zone, ISO 8601. */
  at: string;
};

const ShownDay = createContext<Ahead | null>(null);

/** Tells everything below it which later day is shown; null for now. */
export const AheadProvider = ShownDay.Provider;

/** The address of a host's page, which judges by the same day as the board. */
export function useHostAddress(): (name: string) => string {
  const ahead = useContext(ShownDay);
  return (name) => (ahead === null ? paths.host(name) : `${paths.host(name)}?asOf=${encodeURIComponent(ahead.at)}`);
}
