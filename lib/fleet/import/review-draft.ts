import { settings } from '../../config/env.ts';
import type { Database } from '../../db/client.ts';
import { loadRegistered } from '../desired/registered.ts';
import { readDraftList } from './draft-list.ts';
import { loadDraft } from './drafts.ts';
import { reviewList } from './review.ts';

/** The draft with what would come of every line of it, against the fleet of now. Throws NotFoundError when there is no such draft. */
export async function reviewDraft(db: Database, id: string) {
  const draft = await loadDraft(db, id);
  const hasHosts = draft.mapping.columns.includes('name');
  const list = hasHosts ? await readDraftList(draft) : { lines: [], hosts: [] };
  const registered = await loadRegistered(db, { names: list.hosts.map(({ name }) => name) });
  return { draft, hasHosts, ...reviewList(list, registered, { managedBy: null, intervalSeconds: settings().probe.intervalSeconds }) };
}
