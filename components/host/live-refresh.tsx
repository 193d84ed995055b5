'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import { useLive } from '#components/live/use-live.ts';
import type { LiveEvent } from '#lib/checks/live-events.ts';

const restMs = 2_000;

/** Reads the page again when one of the hosts it shows has news, at most once in two seconds. */
export function LiveRefresh({ names }: { names: readonly string[] }) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const key = names.join(' ');
  const listen = useCallback(
    (event: LiveEvent) => {
      const concerned = (event.type === 'host' && key.split(' ').includes(event.name)) || event.type === 'fleet';
      if (!concerned || timer.current !== null) return;
      timer.current = setTimeout(() => {
        timer.current = null;
        router.refresh();
      }, restMs);
    },
    [key, router],
  );
  useLive(listen);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return null;
}
