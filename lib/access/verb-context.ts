import type { Database } from '../db/client.ts';

/** What every verb is given: where to write, when it is, and on whose behalf (a user's name, or `system`). */
export type VerbContext = { db: Database; now: Date; actor: string };
