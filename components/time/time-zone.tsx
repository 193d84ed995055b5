'use client';

import { createContext, type ReactNode, useContext } from 'react';

const Zone = createContext('UTC');

/** Sets the zone in which every time below is shown: an IANA name. */
export function TimeZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return <Zone value={zone}>{children}</Zone>;
}

/** The zone in which times are shown. */
export const useTimeZone = (): string => useContext(Zone);
