/** Which plans the list shows, as its address says. */
export const renewalStates = ['current', 'open', 'ordered', 'issued', 'overdue', 'done', 'cancelled'] as const;
/** current: those that are not closed, and those closed within the last thirty days. */
export type RenewalStateFilter = (typeof renewalStates)[number];

export type RenewalFilter = {
  state: RenewalStateFilter;
  /** Null for any owner; empty for plans of nobody. */
  owner: string | null;
  /** From 1. */
  page: number;
};

const pagesMax = 1_000;
type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The filter that an address asks for; unknown values are ignored. */
export function parseRenewalFilter(query: Query): RenewalFilter {
  const { state, owner, page } = query;
  const number = typeof page === 'string' && /^\d{1,4}$/.test(page) ? Number(page) : 1;
  return {
    state: renewalStates.find((known) => known === state) ?? 'current',
    owner: typeof owner === 'string' && owner.length <= 120 ? (owner === 'nobody' ? '' : owner === '' ? null : owner) : null,
    page: Math.min(Math.max(1, number), pagesMax),
  };
}

/** The query of an address that asks for the filter; what is usual is left out. */
export function renewalQuery({ state, owner, page }: RenewalFilter): Record<string, string> {
  return {
    ...(state === 'current' ? {} : { state }),
    ...(owner === null ? {} : { owner: owner === '' ? 'nobody' : owner }),
    ...(page === 1 ? {} : { page: String(page) }),
  };
}
