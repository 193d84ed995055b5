import type { Transaction } from '../../db/client.ts';
import { demoManager } from '../../fleet/demo/marks.ts';
import { historyDays } from '../former-certificates.ts';
import type { StandingDemo } from '../stand-up.ts';

type Place = { location: { id: number }; now: Date };

/** Days of hourly roll-ups: as many as the response times of a page go back. */
const ROLLUP_DAYS = 7;
/** Bands of lib/checks/latency-histogram.ts. */
const BANDS = 25;

/** Since when each door is as it is now, what was before, and how fast it answered. */
export async function writePast(tx: Transaction, demo: StandingDemo, { location, now }: Place): Promise<void> {
  const since = demo.hosts.map(({ host, name }) => ({ name, days: Math.min(host.sinceDays ?? historyDays - 1, historyDays - 1) }));
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE demo_doors ON COMMIT DROP AS
    SELECT endpoint.id AS endpoint_id, host.id AS host_id, host.name, state.verdict, state.root_cause_id,
      ${now}::timestamptz - known.days * interval '1 day' AS since, known.days,
      row_number() OVER (ORDER BY host.name, endpoint.port)::int AS no
    FROM jsonb_to_recordset(${JSON.stringify(since)}::jsonb) AS known(name text, days double precision)
      JOIN hosts AS host ON host.name = known.name AND host.managed_by = ${demoManager}
      JOIN endpoints AS endpoint ON endpoint.host_id = host.id
      JOIN endpoint_states AS state ON state.endpoint_id = endpoint.id AND state.location_id = ${location.id}
    WHERE state.verdict IS NOT NULL`;
  await tx.$executeRaw`
    UPDATE hosts SET created_at = ${now}::timestamptz - ${historyDays}::int * interval '1 day', updated_at = ${now}::timestamptz
    WHERE managed_by = ${demoManager}`;
  await tx.$executeRaw`
    UPDATE endpoint_states AS state SET verdict_since = door.since, confirmed_verdict = state.verdict, confirmed_since = door.since, confirming = false,
      recent_verdicts = ARRAY[state.verdict, state.verdict, state.verdict],
      last_good_at = CASE WHEN state.verdict = 'healthy' THEN state.last_good_at ELSE door.since END
    FROM demo_doors AS door WHERE state.endpoint_id = door.endpoint_id AND state.location_id = ${location.id} AND state.verdict <> 'unknown'`;
  await tx.$executeRaw`
    UPDATE verdict_spans AS span SET from_at = door.since FROM demo_doors AS door
    WHERE span.endpoint_id = door.endpoint_id AND span.location_id = ${location.id} AND span.to_at IS NULL`;
  await tx.$executeRaw`
    UPDATE open_findings AS finding SET since = door.since FROM demo_doors AS door
    WHERE finding.endpoint_id = door.endpoint_id AND finding.location_id = ${location.id}`;
  await writeSpans(tx, { location, now });
  await writeRollups(tx, { location, now });
  await tx.$executeRaw`DROP TABLE demo_doors`;
}

/** Healthy before, with the odd hour of maintenance and the odd outage. */
async function writeSpans(tx: Transaction, { location, now }: Place): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO verdict_spans (endpoint_id, location_id, verdict, from_at, to_at)
    SELECT endpoint_id, ${location.id}, 'healthy', ${now}::timestamptz - ${historyDays}::int * interval '1 day', since FROM demo_doors
    WHERE verdict <> 'healthy'
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`
    INSERT INTO changes (host_id, endpoint_id, location_id, at, kind, before, after)
    SELECT host_id, endpoint_id, ${location.id}, since, 'state', 'healthy', verdict::text FROM demo_doors WHERE verdict <> 'healthy' AND days < ${historyDays - 1}`;
  // Each interruption lies within the open span, which begins anew after it.
  await tx.$executeRaw`
    WITH broken AS (
      SELECT door.endpoint_id, door.since, ${now}::timestamptz - (3 + (door.no * 7) % 70) * interval '1 day' - (door.no * 13 % 24) * interval '1 hour' AS began,
        (20 + door.no * 11 % 90) * interval '1 minute' AS lasted, door.no % 3 = 0 AS paused
      FROM demo_doors AS door WHERE door.verdict = 'healthy' AND door.no % 4 = 1
    ), before AS (
      INSERT INTO verdict_spans (endpoint_id, location_id, verdict, from_at, to_at)
      SELECT endpoint_id, ${location.id}, 'healthy', since, began FROM broken
    ), interruption AS (
      INSERT INTO verdict_spans (endpoint_id, location_id, verdict, root_cause_id, root_cause_no, root_cause_title, from_at, to_at)
      SELECT endpoint_id, ${location.id}, CASE WHEN paused THEN 'paused' ELSE 'critical' END::span_verdict,
        CASE WHEN NOT paused THEN 'port-filtered' END, CASE WHEN NOT paused THEN 202 END,
        CASE WHEN NOT paused THEN 'The port does not answer' END, began, began + lasted FROM broken
    )
    UPDATE verdict_spans AS span SET from_at = broken.began + broken.lasted FROM broken
    WHERE span.endpoint_id = broken.endpoint_id AND span.location_id = ${location.id} AND span.to_at IS NULL`;
}

/** Twelve checks in every hour, most in one band of response times that is the door's own, some in slower ones. */
async function writeRollups(tx: Transaction, { location, now }: Place): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO hourly_rollups (endpoint_id, location_id, hour, critical, warning, healthy, unknown, latency_count)
    SELECT door.endpoint_id, ${location.id}, hour,
      CASE WHEN is_now AND door.verdict = 'critical' THEN 12 ELSE 0 END, CASE WHEN is_now AND door.verdict = 'warning' THEN 12 ELSE 0 END,
      CASE WHEN NOT is_now OR door.verdict = 'healthy' THEN 12 ELSE 0 END, CASE WHEN is_now AND door.verdict = 'unknown' THEN 12 ELSE 0 END,
      array_fill(0, ARRAY[band]) || ARRAY[10 - slow, 1 + slow, 1] || array_fill(0, ARRAY[${BANDS}::int - band - 3])
    FROM demo_doors AS door
      CROSS JOIN generate_series(date_trunc('hour', ${now}::timestamptz) - ${ROLLUP_DAYS}::int * interval '1 day',
        date_trunc('hour', ${now}::timestamptz) - interval '1 hour', interval '1 hour') AS hour
      CROSS JOIN LATERAL (SELECT hour >= door.since AS is_now, 4 + door.no % 5 AS band, (door.no * 31 + extract(epoch FROM hour)::bigint / 3600 * 17) % 4 AS slowness) AS one
      CROSS JOIN LATERAL (SELECT one.slowness::int AS slow) AS rounded
    ON CONFLICT DO NOTHING`;
}
