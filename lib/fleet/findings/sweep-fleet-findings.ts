import { advisoryLocks } from '../../db/advisory-locks.ts';
import type { Database } from '../../db/client.ts';
import { issuerBlastRadius } from '../../diagnosis/fleet-rules/issuer-blast-radius.ts';
import { lastHealthyDoor } from '../../diagnosis/fleet-rules/last-healthy-door.ts';
import { proberOffline } from '../../diagnosis/fleet-rules/prober-offline.ts';
import { readDoorStates } from '../domains/door-states.ts';
import { findBlastRadius } from './find-blast-radius.ts';
import { findLastDoors } from './find-last-doors.ts';
import { findOfflineProbers } from './find-offline-probers.ts';
import { reconcileFleetFindings } from './reconcile.ts';

/**
 * Judges the fleet by its current states and keeps what is found. Of workers that do so at once, one goes ahead and the others leave
 * it at that. `now` is the database's time. Resolves to whether this one looked.
 */
export async function sweepFleetFindings(db: Database, now: Date): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<
        { taken: boolean }[]
      >`SELECT pg_try_advisory_xact_lock(${advisoryLocks.fleetFindings}::bigint) AS taken`;
      if (!lock?.taken) return false;
      await reconcileFleetFindings(tx, {
        rule: lastHealthyDoor,
        found: findLastDoors(await readDoorStates(tx, 'with-critical', now)),
        now,
      });
      await reconcileFleetFindings(tx, { rule: issuerBlastRadius, found: await findBlastRadius(tx, now), now });
      await reconcileFleetFindings(tx, { rule: proberOffline, found: await findOfflineProbers(tx, now), now });
      return true;
    },
    { timeout: 20_000 },
  );
}
