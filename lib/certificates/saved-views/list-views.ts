import type { Database } from '../../db/client.ts';
import type { SavedViewItem, ViewPage } from './views.ts';

/** The views that were saved for a page, by name. */
export async function listViews(db: Database, page: ViewPage): Promise<SavedViewItem[]> {
  return db.savedView.findMany({
    where: { page },
    select: { id: true, name: true, query: true, createdBy: true },
    orderBy: { name: 'asc' },
  });
}
