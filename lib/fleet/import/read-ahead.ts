import type { Database } from '../../db/client.ts';
import type { ReportProgress } from '../desired/progress.ts';
import { readDraftList } from './draft-list.ts';
import { loadDraft } from './drafts.ts';

/** Reads the lines of a draft ahead of the page that compares them with the fleet, and tells how far it is. */
export async function readDraftAhead(db: Database, { id }: { id: string }, report: ReportProgress): Promise<{ id: string }> {
  const draft = await loadDraft(db, id);
  if (draft.mapping.columns.includes('name')) await readDraftList(draft, report);
  return { id };
}
