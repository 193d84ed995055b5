import type { Metadata } from 'next';
import { deleteThisView, saveThisView } from '#app/_server/saved-views/actions.ts';
import { Inventory } from '#components/certificates/inventory.tsx';
import { inventoryTitle } from '#components/certificates/sentence.ts';
import { SavedViews } from '#components/saved-views/saved-views.tsx';
import { exportMax } from '#lib/certificates/inventory/export-columns.ts';
import { writeFilter } from '#lib/certificates/inventory/filter.ts';
import { listViews } from '#lib/certificates/saved-views/list-views.ts';
import { database } from '#lib/db/client.ts';
import type { AddressParameters } from '#lib/list-address.ts';
import { loadInventory } from './load-inventory.ts';

type Props = { searchParams: Promise<AddressParameters> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: inventoryTitle((await loadInventory(await searchParams)).totals) };
}

/** Has no loading.tsx: with an outline sent first, nothing but the outline would be seen without JavaScript. */
export default async function CertificatesPage({ searchParams }: Props) {
  const [inventory, views] = await Promise.all([loadInventory(await searchParams), listViews(database(), '/certificates')]);
  const query = new URLSearchParams(writeFilter({ ...inventory.filter, page: null })).toString();
  const actions = { save: saveThisView, remove: deleteThisView };
  const menu = <SavedViews page="/certificates" query={query} views={views} actions={actions} />;
  return <Inventory {...inventory} exportMax={exportMax} views={menu} />;
}
