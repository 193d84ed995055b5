import type { Database } from '../../db/client.ts';
import { type CalendarFeedView, calendarScopes } from './views.ts';

/** Every calendar, by name. */
export async function listCalendarFeeds(db: Database): Promise<CalendarFeedView[]> {
  const rows = await db.calendarFeed.findMany({ omit: { tokenHash: true }, orderBy: [{ name: 'asc' }, { id: 'asc' }] });
  return rows.flatMap(({ scope, createdAt, fetchedAt, ...feed }) => {
    const known = calendarScopes.find((one) => one === scope);
    if (known === undefined) return [];
    return [{ ...feed, scope: known, createdAt: createdAt.toISOString(), fetchedAt: fetchedAt?.toISOString() ?? null }];
  });
}

/** Who and what a calendar may be made for: every owner and every domain that is named, in order. */
export async function readCalendarSubjects(db: Database): Promise<{ owners: string[]; domains: string[] }> {
  const rows = await db.$queryRaw<{ kind: string; name: string }[]>`
    SELECT 'owner' AS kind, owner AS name FROM hosts WHERE owner <> ''
    UNION SELECT 'owner', owner FROM domains WHERE owner <> ''
    UNION SELECT 'domain', name FROM domains
    ORDER BY kind, name`;
  const of = (kind: string) => rows.flatMap((row) => (row.kind === kind ? [row.name] : []));
  return { owners: of('owner'), domains: of('domain') };
}
