import type { Database, Transaction } from '../db/client.ts';
import { LIVE_CHANNEL, type LiveEvent } from './live-events.ts';

/** Below the limit of a notification, which is 8000 bytes (PostgreSQL manual, NOTIFY). */
const LONGEST_PAYLOAD_BYTES = 7_900;
const LONGEST_NOTE = 500;

/** Sends an event to the web processes; within a transaction when that commits. Long texts are shortened. */
export async function tellBrowsers(db: Database | Transaction, event: LiveEvent): Promise<void> {
  const payload = livePayload(event);
  if (payload !== null) await db.$executeRaw`SELECT pg_notify(${LIVE_CHANNEL}, ${payload})`;
}

/** The event as text; null when even shortened it would be too long to send. */
export function livePayload(event: LiveEvent): string | null {
  const short =
    event.type === 'progress' && event.note !== null && event.note.length > LONGEST_NOTE
      ? { ...event, note: `${event.note.slice(0, LONGEST_NOTE - 1).replace(/[\ud800-\udbff]$/, '')}…` }
      : event;
  const payload = JSON.stringify(short);
  return Buffer.byteLength(payload) <= LONGEST_PAYLOAD_BYTES ? payload : null;
}
