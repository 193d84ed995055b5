'use client';

import { useEffect, useState } from 'react';
import { runTook } from './run-clock.ts';
import { secondsWords } from './run-words.ts';

/** How long the run took that led to this page; nothing where it was reached otherwise, or without JavaScript. */
export function RunTime({ here, lead }: { here: string; lead: string }) {
  const [tookMs, setTookMs] = useState<number | null>(null);
  // Whenever the page is made anew, as it is after the same list was corrected.
  useEffect(() => setTookMs(runTook(here)));
  return tookMs === null ? null : `${lead} ${secondsWords(tookMs)}.`;
}
