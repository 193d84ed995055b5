'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import { useLive } from '#components/live/use-live.ts';
import type { LiveEvent } from '#lib/checks/live-events.ts';

const restMs = 2_000;
const listRestMs = 15_000;

type Props = {
  /** Hosts that the page shows; `every` for lists of all, which are read again less often. */
  names: readonly string[] | 'every';
  /** Its hosts are shown, too. */
  domain?: string;
};

/** Reads the page again when one of the hosts it shows, or the fleet as a whole, has news; at most once in two seconds. */
export function LiveRefresh({ names, domain }: Props) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const every = names === 'every';
  const key = every ? '' : names.join(' ');
  const listen = useCallback(
    (event: LiveEvent) => {
      const isShown = (name: string) => every || key.split(' ').includes(name) || (domain !== undefined && name.endsWith(`.${domain}`));
      const concerned = event.type === 'fleet' || event.type === 'findings' || (event.type === 'host' && isShown(event.name));
      if (!concerned || timer.current !== null) return;
      timer.current = setTimeout(
        () => {
          timer.current = null;
          router.refresh();
        },
        every ? listRestMs : restMs,
      );
    },
    [domain, every, key, router],
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
