import type { Database } from '../../db/client.ts';
import { announceFleet } from '../internal.ts';
import { makeDue } from './due-doors.ts';

/** Waivers that end in one go. */
const endedAtOnce = 200;

/**
 * Acts upon waivers whose time is over: their doors are checked again. Diagnoses stop counting them at that very time in any case, so
 * it does not matter how late this comes. Several workers may do it at once. Returns how many ended.
 */
export async function endExpiredWaivers(db: Database, now: Date): Promise<number> {
  const due = await db.waiver.count({ where: { endedAt: null, until: { lte: now } } });
  if (due === 0) return 0;
  return db.$transaction(
    async (tx) => {
      const ended = await tx.$queryRaw<{ finding_id: string; host_id: string | null; domain_id: number | null; tag: string | null }[]>`
        UPDATE waivers SET ended_at = until WHERE id IN (
          SELECT id FROM waivers WHERE ended_at IS NULL AND until <= ${now}::timestamptz ORDER BY until LIMIT ${endedAtOnce} FOR UPDATE SKIP LOCKED)
        RETURNING finding_id, host_id, domain_id, tag`;
      for (const { finding_id: findingId, host_id: hostId, domain_id: domainId, tag } of ended)
        await makeDue(tx, { findingId, scope: { hostId, domainId, tag }, now });
      if (ended.length > 0) await announceFleet(tx);
      return ended.length;
    },
    { timeout: 30_000, maxWait: 15_000 },
  );
}
