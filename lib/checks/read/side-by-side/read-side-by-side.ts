import type { Database } from '../../../db/client.ts';
import { reachOf } from '../../../fleet/locations/read-locations.ts';
import { type Evidence, evidence as evidenceRecord } from '../../../probe/evidence.ts';
import { makesNoConnection, wayOf } from '../../seen-elsewhere.ts';
import { checkTimings, putTimings } from '../../timings.ts';
import type { DoorLook, JudgedDoor } from '../door.ts';
import { stateOfLook } from '../host-state.ts';
import type { PlaceView, SideBySideView } from '../views.ts';
import { compareLocations } from './compare-locations.ts';

/** Locations shown beside each other at most. */
const placesMax = 12;

/** What each location sees of a door, beside each other; null while one alone looks at it. */
export async function readSideBySide(db: Database, door: JudgedDoor, now: Date): Promise<SideBySideView | null> {
  if (door.looks.length < 2) return null;
  const looks = door.looks.slice(0, placesMax);
  const rows = await db.endpointState.findMany({
    where: { endpointId: door.id, locationId: { in: looks.map(({ locationId }) => locationId) } },
    select: {
      ...{ locationId: true, timings: true },
      location: { select: { reach: true, networkGoneSince: true } },
      evidence: { select: { document: true } },
    },
  });
  const byLocation = new Map(rows.map((row) => [row.locationId, row]));
  const places = looks.map((look): PlaceView => {
    const row = byLocation.get(look.locationId);
    const parsed = evidenceRecord.safeParse(row?.evidence?.document);
    const timings = checkTimings.safeParse(row?.timings);
    const stored = parsed.success ? parsed.data : null;
    const seen = stored && timings.success ? putTimings(stored, timings.data) : stored;
    return placeOf(look, {
      seen,
      door,
      now,
      reach: row?.location.reach ?? 'inside',
      networkGoneSince: row?.location.networkGoneSince ?? null,
    });
  });
  return { places, inference: compareLocations(places), leftOutCount: door.looks.length - looks.length };
}

type Seen = { seen: Evidence | null; door: JudgedDoor; now: Date; reach: string; networkGoneSince: Date | null };

function placeOf(look: DoorLook, { seen, door, now, reach, networkGoneSince }: Seen): PlaceView {
  const state = stateOfLook(look, door.intervalSeconds, now);
  const leaf =
    seen?.attempts.flatMap(({ certificate }) => (certificate.status === 'ok' ? (certificate.data.sent[0] ?? []) : []))[0] ?? null;
  return {
    location: look.location,
    reach: reachOf(reach),
    state,
    isFresh: state !== 'stale' && state !== 'not-checked',
    cause: look.cause && { id: look.cause.id, no: look.cause.no, title: look.cause.title },
    acceptedCount: look.acceptedCount,
    unknownBecause: state === 'not-checked' ? look.unknownBecause : null,
    networkGoneSince: networkGoneSince?.toISOString() ?? null,
    checkedAt: look.lastCheckedAt?.toISOString() ?? null,
    way: seen === null || seen.ownNetworkGone !== undefined ? 'unknown' : wayTo(seen),
    addresses: seen?.resolve.status === 'ok' ? seen.resolve.data.addresses.map(({ address }) => address) : [],
    leafSha256: leaf?.sha256 ?? null,
    expiresAt: leaf?.notAfter ?? null,
    evidence: seen,
  };
}

function wayTo(seen: Evidence): PlaceView['way'] {
  if (seen.resolve.status === 'skipped') return 'unknown';
  if (seen.resolve.status === 'failed') return 'unresolved';
  return makesNoConnection(seen) ? wayOf(seen.attempts.map(({ connect }) => connect)) : 'open';
}
