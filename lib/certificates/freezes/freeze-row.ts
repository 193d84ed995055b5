import type { FreezeView } from './views.ts';

type FreezeRow = { id: string; name: string; fromDay: Date; toDay: Date; timeZone: string };

/** Days as the database keeps them are midnights in UTC. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
export const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

export const freezeView = ({ id, name, fromDay, toDay, timeZone }: FreezeRow): FreezeView => ({
  id,
  name,
  fromDay: dayOf(fromDay),
  toDay: dayOf(toDay),
  timeZone,
});

/** What a record says of a freeze. */
export const freezeRecord = ({ name, fromDay, toDay, timeZone }: Omit<FreezeView, 'id'>) => ({ name, fromDay, toDay, timeZone });
