import type { Database, Transaction } from '../../db/client.ts';

/**
 * Revisions tell what changed since a page was read. They are transaction ids, written to hosts and endpoint_states by a trigger.
 * The point to resume from is the oldest transaction still open when the page was read: whatever is committed later has that id or
 * a greater one, so nothing is missed. Some rows are told twice, which does no harm.
 */

/** The point to resume from. Read it before, never after, what it belongs to; an event takes it within its own transaction. */
export async function readRevision(db: Database | Transaction): Promise<string> {
  const [row] = await db.$queryRaw<{ revision: string }[]>`SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS revision`;
  return row?.revision ?? '0';
}

/** A revision that a client sent back; null when it is none. */
export const parseRevision = (text: string): bigint | null => (/^\d{1,18}$/.test(text) ? BigInt(text) : null);
