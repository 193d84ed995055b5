'use client';

import { useEffect, useState } from 'react';
import { StateBadge } from '#components/status/state-badge.tsx';
import { durationWords } from '#components/time/words.ts';
import type { HostState } from '#lib/checks/read/views.ts';
import { monotonicMs } from '#lib/clock.ts';

/** A state and how long it has held, kept current; `now` is the server's time of rendering, and its key where it changes. */
export function StateSince({ state, since, now }: { state: HostState; since: string | null; now: string }) {
  const [elapsedMs, setElapsedMs] = useState(0);
  useEffect(() => {
    const startedMs = monotonicMs();
    const timer = setInterval(() => setElapsedMs(monotonicMs() - startedMs), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <StateBadge state={state} detail={since && `for ${durationWords(Date.parse(now) + elapsedMs - Date.parse(since))}`} />;
}
