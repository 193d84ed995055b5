import type { Database, Transaction } from '../../db/client.ts';
import type { KeptNetwork } from '../../fleet/locations/views.ts';
import { tellBrowsers } from '../live.ts';
import { readRevision } from '../read/revision.ts';
import type { ControlDoor, OwnNetwork, OwnNetworkFacts } from './judge-own-network.ts';

/** Doors reached longer ago than this are no controls. */
const REACHED_WITHIN_HOURS = 24;
const DOORS_READ = 8;

/**
 * Keeps what a look at a location's own network came to. When it is gone or back, open browsers are told; when it is back, the doors
 * that could not be judged without it are due at once. Where several workers look from one location, the one that told last is believed.
 */
export async function recordOwnNetwork(
  db: Database,
  location: { id: number; name: string },
  { judged, facts, isNews, now }: { judged: OwnNetwork; facts: OwnNetworkFacts; isNews: boolean; now: Date },
): Promise<void> {
  const kept: KeptNetwork = { ...judged, lookedAt: now.toISOString(), controls: controlsOf(facts) };
  await db.$transaction(async (transaction) => {
    if (judged.state === 'gone') {
      await transaction.$executeRaw`
        UPDATE locations SET network = ${JSON.stringify(kept)}::jsonb, network_gone_since = coalesce(network_gone_since, ${now})
        WHERE id = ${location.id}`;
    } else {
      await transaction.$executeRaw`
        UPDATE locations SET network = ${JSON.stringify(kept)}::jsonb, network_gone_since = NULL WHERE id = ${location.id}`;
      if (isNews) await makeDueAgain(transaction, location.id);
    }
    if (isNews) await tellBrowsers(transaction, { type: 'fleet', revision: await readRevision(transaction) });
  });
}

/** Locked in the order of their key, as whoever else takes many of them does: nobody waits in a circle. */
const makeDueAgain = (transaction: Transaction, locationId: number): Promise<number> => transaction.$executeRaw`
  UPDATE endpoint_states AS state SET next_due_at = clock_timestamp() FROM (
    SELECT held.endpoint_id, held.location_id FROM endpoint_states AS held
    WHERE held.location_id = ${locationId} AND held.verdict = 'unknown' AND held.next_due_at > clock_timestamp()
    ORDER BY held.endpoint_id, held.location_id FOR UPDATE OF held
  ) AS due WHERE state.endpoint_id = due.endpoint_id AND state.location_id = due.location_id`;

const controlsOf = ({ interfaces, lookups, doors }: OwnNetworkFacts): KeptNetwork['controls'] => [
  ...(interfaces === null ? [] : [{ name: 'Network interfaces', outcome: interfaces.join(', ') || 'none' }]),
  ...lookups.map(({ name, outcome }) => ({
    name: name === '.' ? 'Lookup of the root of the DNS' : `Lookup of ${name}`,
    outcome: outcomeWords[outcome],
  })),
  ...doors.map(({ host, address, port, outcome }) => ({ name: `${host} (${address}), port ${port}`, outcome: outcomeWords[outcome] })),
];

const outcomeWords = {
  answered: 'answered',
  'server-failure': 'could not be answered',
  'no-answer': 'no answer',
  connected: 'connected',
  refused: 'refused, so the way works',
} as const;

/** Doors that were healthy from a location lately, newest first: controls for a worker that has just begun. */
export async function readReachedDoors(db: Database, locationId: number, now: Date): Promise<Omit<ControlDoor, 'outcome'>[]> {
  return db.$queryRaw<Omit<ControlDoor, 'outcome'>[]>`
    SELECT host.name AS host, state.addresses[1] AS address, endpoint.port
    FROM endpoint_states AS state JOIN endpoints AS endpoint ON endpoint.id = state.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
    WHERE state.location_id = ${locationId} AND state.last_good_at > ${now}::timestamptz - ${REACHED_WITHIN_HOURS} * interval '1 hour'
      AND state.addresses[1] IS NOT NULL
    ORDER BY state.last_good_at DESC LIMIT ${DOORS_READ}`;
}

/** Was the network of a location gone when a worker of it last told? */
export async function networkIsGone(db: Database, locationId: number): Promise<boolean> {
  const location = await db.location.findUnique({ where: { id: locationId }, select: { networkGoneSince: true } });
  return location !== null && location.networkGoneSince !== null;
}
