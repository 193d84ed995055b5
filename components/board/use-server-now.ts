'use client';

import { useEffect, useMemo, useState } from 'react';
import { monotonicMs } from '#lib/clock.ts';

/**
 * The server's time, kept current from the newest time it told (ISO 8601), so that a browser's wrong clock does not matter. The
 * first value is that time itself, the same on both sides. It never goes back.
 */
export function useServerNow(known: string, everyMs: number): Date {
  const [nowMs, setNowMs] = useState(() => Date.parse(known));
  useEffect(() => {
    const startedMs = monotonicMs();
    const read = () => setNowMs((before) => Math.max(before, Date.parse(known) + monotonicMs() - startedMs));
    read();
    const timer = setInterval(read, everyMs);
    return () => clearInterval(timer);
  }, [known, everyMs]);
  return useMemo(() => new Date(nowMs), [nowMs]);
}
