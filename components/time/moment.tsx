'use client';

import { useTimeZone } from './time-zone.tsx';
import { momentWords } from './words.ts';

/** A point in time (ISO 8601) in the reader's zone, with the zone's name. Server and browser write the same words. */
export function Moment({ at }: { at: string }) {
  const zone = useTimeZone();
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {momentWords(new Date(at), zone)}
    </time>
  );
}
