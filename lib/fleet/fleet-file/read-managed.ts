import type { Database } from '../../db/client.ts';
import type { ManagedView } from './views.ts';

/** What each fleet file manages, by its name. */
export async function readManaged(db: Database): Promise<ManagedView[]> {
  return db.$queryRaw<ManagedView[]>`
    SELECT name, sum(hosts)::int AS "hostCount", sum(domains)::int AS "domainCount", sum(stores)::int AS "storeCount" FROM (
      SELECT managed_by AS name, 1 AS hosts, 0 AS domains, 0 AS stores FROM hosts WHERE managed_by IS NOT NULL
      UNION ALL SELECT managed_by, 0, 1, 0 FROM domains WHERE managed_by IS NOT NULL
      UNION ALL SELECT managed_by, 0, 0, 1 FROM trust_stores WHERE managed_by IS NOT NULL
    ) AS managed WHERE name <> 'demo' GROUP BY name ORDER BY name`;
}
