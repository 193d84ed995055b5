import type { Database } from '../../../lib/db/client.ts';
import type { FleetLoad } from './fleet-load.ts';

/** What was promised and is not there; empty when all of it is. */
export async function brokenPromises(db: Database, load: FleetLoad): Promise<string[]> {
  const rows = await db.host.findMany({ select: { name: true, site: true, pausedAt: true, endpoints: { select: { states: true } } } });
  const hosts = new Map(rows.map((row) => [row.name, row]));
  const broken: string[] = [];
  for (const owed of load.owedHosts.values()) {
    const host = hosts.get(owed.name);
    if (!host) broken.push(`${owed.name} is lost`);
    else if (!owed.sites.has(host.site)) broken.push(`${owed.name} has the site ${host.site}, not ${[...owed.sites].join(' or ')}`);
    else if (!owed.paused.has(host.pausedAt !== null)) broken.push(`${owed.name}: pause or resumption is lost`);
    else if (host.endpoints.length !== 1) broken.push(`${owed.name} has ${host.endpoints.length} doors`);
  }
  for (const names of load.doubtful) {
    const there = names.filter((name) => hosts.has(name)).length;
    if (there !== 0 && there !== names.length) broken.push(`half a list was registered: ${names.join(', ')}`);
  }
  const audited = await db.auditEntry.findMany({ where: { action: 'host.register' }, select: { subject: true } });
  const counts = Map.groupBy(audited, ({ subject }) => subject);
  for (const name of hosts.keys())
    if (counts.get(name)?.length !== 1) broken.push(`${name} has ${counts.get(name)?.length ?? 0} audit rows`);
  return broken;
}

/** Requested checks that have not been made. */
export async function missingChecks(db: Database, load: FleetLoad): Promise<string[]> {
  const ids = load.owedChecks.map(({ endpointId }) => endpointId);
  const times = load.owedChecks.map(({ at }) => at.toISOString());
  const rows = await db.$queryRaw<{ id: string; at: Date }[]>`
    SELECT owed.id, owed.at FROM unnest(${ids}::uuid[], ${times}::timestamptz[]) AS owed(id, at)
    WHERE NOT EXISTS (SELECT FROM checks WHERE checks.endpoint_id = owed.id AND checks.started_at >= owed.at)`;
  return rows.map(({ id, at }) => `${id}, asked for at ${at.toISOString()}`);
}

/** Doors that are to be watched and have not been looked at since. */
export async function forgottenEndpoints(db: Database, since: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT host.name FROM endpoints AS endpoint JOIN hosts AS host ON host.id = endpoint.host_id
    WHERE host.paused_at IS NULL AND NOT EXISTS (
      SELECT FROM endpoint_states AS state WHERE state.endpoint_id = endpoint.id AND state.last_started_at > ${since})`;
  return rows.map(({ name }) => name);
}

/** Work that nobody does and nobody takes over. */
export async function stuckWork(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ what: string; count: number }[]>`
    SELECT 'claims run out and still held' AS what, count(*)::int AS count FROM endpoint_states
      WHERE claim_token IS NOT NULL AND claimed_until < clock_timestamp() - interval '5 seconds'
    UNION ALL SELECT 'claims of deep scans longer than any', count(*)::int FROM endpoint_states
      WHERE deep_scan_claimed_until > clock_timestamp() + interval '45 seconds'
    UNION ALL SELECT 'jobs active without a worker', count(*)::int FROM pgboss.job
      WHERE state = 'active' AND started_on < clock_timestamp()
        - CASE WHEN name LIKE 'deep-scan.%' THEN interval '100 seconds' ELSE interval '30 seconds' END
    UNION ALL SELECT 'jobs waiting for long', count(*)::int FROM pgboss.job
      WHERE name LIKE 'check.%' AND state IN ('created', 'retry') AND start_after < clock_timestamp() - interval '20 seconds'
    UNION ALL SELECT 'check jobs given up', count(*)::int FROM pgboss.job WHERE name LIKE 'check.%' AND state = 'failed'`;
  return rows.filter(({ count }) => count > 0).map(({ what, count }) => `${count} ${what}`);
}

/** History that contradicts itself. */
export async function contradictions(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ what: string; count: number }[]>`
    SELECT 'watched doors without exactly one open span' AS what, count(*)::int AS count FROM (
      SELECT FROM endpoint_states AS state
        LEFT JOIN verdict_spans AS span ON span.endpoint_id = state.endpoint_id AND span.location_id = state.location_id AND span.to_at IS NULL
      GROUP BY state.endpoint_id, state.location_id HAVING count(span.id) <> 1) AS odd
    UNION ALL SELECT 'open spans that say something else than the state', count(*)::int
      FROM endpoint_states AS state JOIN verdict_spans AS span USING (endpoint_id, location_id)
        JOIN endpoints AS endpoint ON endpoint.id = state.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
      WHERE span.to_at IS NULL AND span.verdict::text <> CASE WHEN host.paused_at IS NULL THEN state.verdict::text ELSE 'paused' END
    UNION ALL SELECT 'spans that overlap', count(*)::int FROM verdict_spans AS one JOIN verdict_spans AS other
      ON one.endpoint_id = other.endpoint_id AND one.location_id = other.location_id AND one.id < other.id
        AND tstzrange(one.from_at, one.to_at) && tstzrange(other.from_at, other.to_at)
    UNION ALL SELECT 'checks of one door at the same time', count(*)::int FROM (
      SELECT started_at, lag(started_at + total_ms * interval '1 millisecond')
        OVER (PARTITION BY endpoint_id, location_id ORDER BY started_at) AS previous_ended_at FROM checks) AS looks
      WHERE started_at < previous_ended_at - interval '5 milliseconds'
    UNION ALL SELECT 'checks kept twice', count(*)::int FROM (SELECT FROM checks GROUP BY id HAVING count(*) > 1) AS twice
    UNION ALL SELECT 'doors whose roll-ups do not add up to their checks', count(*)::int FROM (
      SELECT endpoint_id FROM (
        SELECT endpoint_id, -count(*)::int AS difference FROM checks GROUP BY endpoint_id
        UNION ALL SELECT endpoint_id, sum(critical + warning + healthy + unknown)::int FROM hourly_rollups GROUP BY endpoint_id) AS looks
      GROUP BY endpoint_id HAVING sum(difference) <> 0) AS unequal`;
  return rows.filter(({ count }) => count > 0).map(({ what, count }) => `${count} ${what}`);
}
