import type { Transaction } from '../../db/client.ts';
import { demoLocation, demoManager } from '../../fleet/demo/marks.ts';

type Place = { location: { id: number; name: string }; now: Date };

/**
 * A branch office whose worker fell silent two hours ago. Its two servers were looked at from there as well, and said the same; one of
 * them is probed from nowhere else any more.
 */
export async function writeBranch(tx: Transaction, { location, now }: Place): Promise<void> {
  const silentSince = new Date(now.getTime() - 2 * 3_600_000);
  const branch = await tx.location.upsert({
    where: { name: demoLocation },
    create: { name: demoLocation, reach: 'inside', createdAt: new Date(now.getTime() - 90 * 86_400_000), lastSeenAt: silentSince },
    update: { lastSeenAt: silentSince },
    select: { id: true },
  });
  await tx.$executeRaw`
    INSERT INTO evidence (id, endpoint_id, location_id, fingerprint, document, first_seen_at, last_seen_at)
    SELECT gen_random_uuid(), seen.endpoint_id, ${branch.id}, seen.fingerprint,
      jsonb_set(seen.document, '{location}', to_jsonb(${demoLocation}::text)), ${silentSince}::timestamptz, ${silentSince}::timestamptz
    FROM evidence AS seen JOIN endpoints AS endpoint ON endpoint.id = seen.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
    WHERE host.managed_by = ${demoManager} AND host.site = 'Lisbon' AND seen.location_id = ${location.id}
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`
    INSERT INTO endpoint_states (endpoint_id, location_id, verdict, verdict_since, confirmed_verdict, confirmed_since, recent_verdicts, last_check_id,
      last_started_at, saved_at, last_checked_at, evidence_id, timings, leaf_sha256, leaf_not_after, leaf_seen_at, addresses, tls_version, detected_profile)
    SELECT state.endpoint_id, ${branch.id}, state.verdict, state.verdict_since, state.confirmed_verdict, state.confirmed_since, state.recent_verdicts,
      state.last_check_id, ${silentSince}, ${silentSince}, ${silentSince}, seen.id, state.timings, state.leaf_sha256, state.leaf_not_after,
      ${silentSince}, state.addresses, state.tls_version, state.detected_profile
    FROM endpoint_states AS state JOIN endpoints AS endpoint ON endpoint.id = state.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
      LEFT JOIN evidence AS seen ON seen.endpoint_id = state.endpoint_id AND seen.location_id = ${branch.id}
    WHERE host.managed_by = ${demoManager} AND host.site = 'Lisbon' AND state.location_id = ${location.id}
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`
    UPDATE endpoints SET probed_from = CASE WHEN hosts.name LIKE 'dc-lis-02.%' THEN ARRAY[${demoLocation}] ELSE ARRAY[${location.name}, ${demoLocation}] END
    FROM hosts WHERE hosts.id = host_id AND hosts.managed_by = ${demoManager} AND hosts.site = 'Lisbon'`;
  await tx.$executeRaw`
    DELETE FROM endpoint_states USING endpoints JOIN hosts ON hosts.id = endpoints.host_id
    WHERE endpoints.id = endpoint_id AND hosts.managed_by = ${demoManager} AND hosts.name LIKE 'dc-lis-02.%' AND location_id = ${location.id}`;
}
