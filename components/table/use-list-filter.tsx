'use client';

import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, use, useOptimistic, useTransition } from 'react';

type ListFilterValue<Filter> = {
  /** The filter as people left it, also while the server looks for what it finds. */
  shown: Filter;
  /** Asks the server for another list. `quietly`: without a step of its own in the browser's history, as for each letter that is typed. */
  change: (part: Partial<Filter>, quietly?: boolean) => void;
  /** The address that `change` goes to. */
  hrefOf: (part: Partial<Filter>) => string;
  isPending: boolean;
};

/**
 * The filter of a long list, shared by all on its page that change it: each builds on what the others have just asked for. `write`
 * says it as parameters of an address, `address` is the page's.
 */
export function createListFilter<Filter extends { page: number | null }>(
  write: (filter: Filter) => Record<string, string>,
  address: (parameters: Record<string, string>) => string,
) {
  const Context = createContext<ListFilterValue<Filter> | null>(null);

  /** `filter` is what the list on the page was found with. */
  function Provider({ filter, children }: { filter: Filter; children: ReactNode }) {
    const router = useRouter();
    const [shown, show] = useOptimistic(filter);
    const [isPending, start] = useTransition();
    const changed = (part: Partial<Filter>): Filter => ({ ...shown, page: shown.page === null ? null : 1, ...part });
    const hrefOf = (part: Partial<Filter>): string => address(write(changed(part)));
    const change = (part: Partial<Filter>, quietly = false) =>
      start(() => {
        show(changed(part));
        if (quietly) router.replace(hrefOf(part), { scroll: false });
        else router.push(hrefOf(part), { scroll: false });
      });
    return <Context value={{ shown, change, hrefOf, isPending }}>{children}</Context>;
  }

  function useListFilter(): ListFilterValue<Filter> {
    const value = use(Context);
    if (value === null) throw new Error('This belongs into the provider of its filter.');
    return value;
  }

  return { Provider, useListFilter };
}
