import type { Transaction } from '../db/client.ts';

/**
 * Forgets what is known now of endpoints from locations that they are not probed from: their state, open findings, path, forecast and
 * deep scan go, and what was served and seen there ends at `now`. What happened until then stays in the history.
 */
export async function forgetOtherPlaces(tx: Transaction, endpointIds: readonly string[], now: Date): Promise<void> {
  await tx.$executeRaw`
    WITH going AS (
      DELETE FROM endpoint_states AS state USING endpoints AS endpoint, locations AS location
      WHERE endpoint.id = ANY(${[...endpointIds]}::uuid[]) AND endpoint.probed_from <> '{}'
        AND state.endpoint_id = endpoint.id AND location.id = state.location_id AND location.name <> ALL(endpoint.probed_from)
      RETURNING state.endpoint_id, state.location_id
    ), findings AS (
      DELETE FROM open_findings AS row USING going WHERE row.endpoint_id = going.endpoint_id AND row.location_id = going.location_id
    ), paths AS (
      DELETE FROM path_certificates AS row USING going WHERE row.endpoint_id = going.endpoint_id AND row.location_id = going.location_id
    ), steps AS (
      DELETE FROM forecast_steps AS row USING going WHERE row.endpoint_id = going.endpoint_id AND row.location_id = going.location_id
    ), scans AS (
      DELETE FROM deep_scans AS row USING going WHERE row.endpoint_id = going.endpoint_id AND row.location_id = going.location_id
    ), served AS (
      UPDATE served_certificates AS row SET to_at = greatest(row.from_at, ${now}::timestamptz) FROM going
      WHERE row.endpoint_id = going.endpoint_id AND row.location_id = going.location_id AND row.to_at IS NULL
    )
    UPDATE verdict_spans AS row SET to_at = greatest(row.from_at, ${now}::timestamptz) FROM going
    WHERE row.endpoint_id = going.endpoint_id AND row.location_id = going.location_id AND row.to_at IS NULL`;
}
