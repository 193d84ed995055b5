import type { Database } from '../db/client.ts';
import { dropCheckPartitions, ensureCheckPartitions } from './partitions.ts';
import { removeSilentLocations } from './remove-silent-locations.ts';

const dayMs = 86_400_000;
/** A door is scanned deeply every day: a scan this old tells nothing of what the door is now. */
const deepScanDays = 7;
/** What a change to many hosts is undone with is kept for so long; that it was made stays, and the audit has what each host was. */
const undoDays = 90;
/** Rows removed by one statement, so that none holds its locks for long. */
const ROWS_AT_ONCE = 5_000;

export type RetentionResult = {
  partitionsMade: number;
  partitionsDropped: number;
  rollups: number;
  evidence: number;
  deepScans: number;
  /** Lists that nobody imported within a day. */
  importDrafts: number;
  /** Changes to many hosts that cannot be undone any more. */
  settledChanges: number;
  /** Names of the locations that were removed. */
  locations: string[];
};

/**
 * Makes the coming days' partitions and removes what is older than it may get: whole days of checks, hourly roll-ups, and evidence
 * that no state row shows any more; deep scans that nobody renewed; lists that nobody imported; what old changes to many hosts are undone with; locations that do not come back, with all that was seen from them. Spans, certificates, changes
 * and the audit stay otherwise. Running it again does no harm. `now` is the database's time, which no worker's wrong clock moves.
 *
 * Evidence is stored once while it stays the same, yet a server that shows something else at every check has one record stored by
 * every check. Their number is bounded: at most as many as there are checks within `checksDays`, and two more that are shown.
 */
export async function applyRetention(
  db: Database,
  input: { now: Date; checksDays: number; rollupsDays: number },
): Promise<RetentionResult> {
  const partitionsMade = await ensureCheckPartitions(db, input.now);
  const checksBefore = new Date(input.now.getTime() - input.checksDays * dayMs);
  const rollupsBefore = new Date(input.now.getTime() - input.rollupsDays * dayMs);
  return {
    partitionsMade,
    partitionsDropped: await dropCheckPartitions(db, checksBefore),
    rollups: await inBatches(() => deleteRollups(db, rollupsBefore)),
    evidence: await inBatches(() => deleteEvidence(db, checksBefore)),
    deepScans: (await db.deepScan.deleteMany({ where: { startedAt: { lt: new Date(input.now.getTime() - deepScanDays * dayMs) } } })).count,
    importDrafts: (await db.importDraft.deleteMany({ where: { createdAt: { lt: new Date(input.now.getTime() - dayMs) } } })).count,
    settledChanges: await db.$executeRaw`
      UPDATE bulk_changes SET before = NULL, after = NULL
      WHERE at < ${new Date(input.now.getTime() - undoDays * dayMs)} AND before IS NOT NULL`,
    locations: await removeSilentLocations(db, input.now),
  };
}

async function inBatches(deleteSome: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await deleteSome();
    total += count;
    if (count < ROWS_AT_ONCE) return total;
  }
}

const deleteRollups = (db: Database, before: Date): Promise<number> => db.$executeRaw`
  DELETE FROM hourly_rollups WHERE ctid = ANY(ARRAY(SELECT ctid FROM hourly_rollups WHERE hour < ${before} LIMIT ${ROWS_AT_ONCE}))`;

const deleteEvidence = (db: Database, before: Date): Promise<number> => db.$executeRaw`
  DELETE FROM evidence WHERE last_seen_at < ${before} AND id = ANY(ARRAY(
    SELECT id FROM evidence WHERE last_seen_at < ${before}
      AND NOT EXISTS (SELECT FROM endpoint_states WHERE evidence_id = evidence.id OR last_good_evidence_id = evidence.id)
    LIMIT ${ROWS_AT_ONCE}))`;
