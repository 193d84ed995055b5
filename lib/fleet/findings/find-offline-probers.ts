import { aliveBetween } from '../../checks/heartbeat.ts';
import type { Database } from '../../db/client.ts';
import { proberOffline } from '../../diagnosis/fleet-rules/prober-offline.ts';
import { readLocations } from '../locations/read-locations.ts';
import type { FoundInFleet } from './reconcile.ts';

/** 605: the locations whose workers are silent, or whose own network is gone. It is about no host. */
export async function findOfflineProbers(db: Pick<Database, '$queryRaw'>, now: Date): Promise<FoundInFleet[]> {
  const alive = aliveBetween(now);
  const [seen] = await db.$queryRaw<{ any: boolean }[]>`
    SELECT EXISTS (SELECT FROM locations WHERE last_seen_at IS NULL OR last_seen_at NOT BETWEEN ${alive.from} AND ${alive.to}
      OR network_gone_since IS NOT NULL) AS any`;
  // Counting what hangs on each takes its time, and mostly there is none to tell of.
  if (seen?.any !== true) return [];
  const locations = await readLocations(db, { now });
  return locations.flatMap(({ name, reach, lastSeenAt, isSilent, network, networkGoneSince, doorCount, onlyHereCount }) => {
    const discovery = proberOffline.check({
      location: name,
      reach,
      silentSince: isSilent ? (lastSeenAt ?? 'never') : null,
      networkGone: networkGoneSince === null ? null : { since: networkGoneSince, because: network?.because ?? 'nothing answers any more' },
      doorCount,
      onlyHereCount,
    });
    return discovery === null ? [] : [{ subject: name, domain: '', hosts: [], discovery }];
  });
}
