'use client';

import { useEffect, useState } from 'react';
import { monotonicMs } from '#lib/clock.ts';
import { useTimeZone } from './time-zone.tsx';
import { agoWords, momentWords } from './words.ts';

/**
 * How long ago a point in time is, kept current; the exact time in its title. `now` is the server's time of rendering, so that the
 * first words are the same on both sides and a browser's wrong clock does not matter.
 */
export function Ago({ at, now }: { at: string; now: string }) {
  const zone = useTimeZone();
  const [elapsedMs, setElapsedMs] = useState(0);
  useEffect(() => {
    setElapsedMs(0);
    const startedMs = monotonicMs();
    const timer = setInterval(() => setElapsedMs(monotonicMs() - startedMs), 1_000);
    return () => clearInterval(timer);
  }, []);
  const moment = new Date(at);
  return (
    <time dateTime={at} title={momentWords(moment, zone)} className="whitespace-nowrap">
      {agoWords(moment, new Date(Date.parse(now) + elapsedMs))}
    </time>
  );
}
