import type { Database } from '../../db/client.ts';

/** What people keep of a host beside what is checked. */
export type HostNotesView = {
  /** Lower case, sorted. */
  tags: string[];
  /** Markdown; empty for none. */
  notes: string;
  /** Name of the fleet file that it comes from, or demo; null when people registered it. */
  managedBy: string | null;
};

/** Tags and notes of a host, and who manages it; null when it is gone. */
export const readHostNotes = (db: Database, hostId: string): Promise<HostNotesView | null> =>
  db.host.findUnique({ where: { id: hostId }, select: { tags: true, notes: true, managedBy: true } });
