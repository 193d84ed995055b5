import type { Metadata } from 'next';
import { BulkChanges } from '#components/hosts/bulk-changes.tsx';
import { database } from '#lib/db/client.ts';
import { listBulkChanges } from '#lib/fleet/bulk/list-bulk-changes.ts';
import { undoMany } from '../actions.ts';

export const metadata: Metadata = { title: 'Changes of many hosts' };
export const dynamic = 'force-dynamic';

export default async function BulkChangesPage() {
  return <BulkChanges changes={await listBulkChanges(database())} undo={undoMany} />;
}
