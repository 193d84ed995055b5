import type { Database } from '../../db/client.ts';
import { freezeInterval } from './freeze-interval.ts';
import { freezeView } from './freeze-row.ts';
import type { FreezeView } from './views.ts';

const dayMs = 86_400_000;

/** The freezes that touch a period (its end not included), the earliest first. */
export async function listFreezes(db: Database, period: { from: Date; to: Date }): Promise<FreezeView[]> {
  const rows = await db.changeFreeze.findMany({
    // Days of any zone begin within a day of those in UTC, and the database leaves out the time of day.
    where: { fromDay: { lt: new Date(period.to.getTime() + 2 * dayMs) }, toDay: { gt: new Date(period.from.getTime() - 3 * dayMs) } },
    orderBy: [{ fromDay: 'asc' }, { toDay: 'asc' }, { id: 'asc' }],
  });
  return rows.map(freezeView).filter((freeze) => {
    const { from, to } = freezeInterval(freeze);
    return from < period.to && to > period.from;
  });
}
