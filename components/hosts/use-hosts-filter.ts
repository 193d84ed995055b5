'use client';

import { useRouter } from 'next/navigation';
import { useOptimistic, useTransition } from 'react';
import { type HostsFilter, writeHostsFilter } from '#lib/checks/read/hosts-table/filter.ts';
import { paths } from '#lib/paths.ts';

/** The filter as the controls show it, at once, and the way to change it, which asks the server for the new list. */
export function useHostsFilter(filter: HostsFilter) {
  const router = useRouter();
  const [shown, show] = useOptimistic(filter);
  const [isPending, start] = useTransition();
  /** `quietly`: without a step of its own in the browser's history, as for each letter that is typed. */
  const change = (part: Partial<HostsFilter>, quietly = false) =>
    start(() => {
      const next = { ...shown, ...part, page: shown.page === null ? null : 1 };
      show(next);
      const address = paths.hosts(writeHostsFilter(next));
      if (quietly) router.replace(address, { scroll: false });
      else router.push(address, { scroll: false });
    });
  return { shown, change, isPending };
}
