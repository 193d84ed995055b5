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
  const [currentMs, setCurrentMs] = useState(Date.parse(now));
  useEffect(() => {
    const serverMs = Date.parse(now);
    const startedMs = monotonicMs();
    const tick = () => setCurrentMs(serverMs + monotonicMs() - startedMs);
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [now]);
  const moment = new Date(at);
  return (
    <time dateTime={at} title={momentWords(moment, zone)} className="whitespace-nowrap">
      {agoWords(moment, new Date(currentMs))}
    </time>
  );
}
