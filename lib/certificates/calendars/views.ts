/** Which certificates a calendar has: all, those of hosts that somebody looks after, or those of a domain's hosts. */
export const calendarScopes = ['all', 'owner', 'domain'] as const;
export type CalendarScope = (typeof calendarScopes)[number];

/** A calendar as the settings show it; its secret address is in no view. Times are ISO 8601 in UTC. */
export type CalendarFeedView = {
  id: string;
  name: string;
  scope: CalendarScope;
  /** The owner's or the domain's name; empty for all. */
  scopeValue: string;
  /** Days before the end at which it reminds, largest first. */
  alarmDays: number[];
  createdBy: string;
  createdAt: string;
  /** When a program last fetched it, to the hour; null before the first time. */
  fetchedAt: string | null;
};

/** What a new address opens; it is shown once. */
export type CalendarSecret = { id: string; name: string; secret: string };
