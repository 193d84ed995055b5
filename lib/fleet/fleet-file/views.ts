/** What one fleet file manages. */
export type ManagedView = { name: string; hostCount: number; domainCount: number; storeCount: number };
