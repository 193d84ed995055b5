import type { Metadata } from 'next';
import { deleteThisView, saveThisView } from '#app/_server/saved-views/actions.ts';
import { HostsPage } from '#components/hosts/hosts-page.tsx';
import { SavedViews } from '#components/saved-views/saved-views.tsx';
import { listViews } from '#lib/certificates/saved-views/list-views.ts';
import { writeHostsFilter } from '#lib/checks/read/hosts-table/filter.ts';
import { database } from '#lib/db/client.ts';
import { readChoices } from '#lib/fleet/bulk/read-choices.ts';
import type { AddressParameters } from '#lib/list-address.ts';
import { changeMany, deleteMany, undoMany } from '../actions.ts';
import { loadHosts } from './load-hosts.ts';

type Props = { searchParams: Promise<AddressParameters> };

const bulkActions = { change: changeMany, remove: deleteMany, undo: undoMany };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { totals } = await loadHosts(await searchParams);
  return { title: totals.critical === 0 ? 'Hosts' : `${totals.critical.toLocaleString('en')} critical · Hosts` };
}

/** Has no loading.tsx: with an outline sent first, nothing but the outline would be seen without JavaScript. */
export default async function Page({ searchParams }: Props) {
  const [hosts, views, choices] = await Promise.all([
    loadHosts(await searchParams),
    listViews(database(), '/hosts'),
    readChoices(database()),
  ]);
  const query = new URLSearchParams(writeHostsFilter({ ...hosts.filter, page: null })).toString();
  const menu = <SavedViews page="/hosts" query={query} views={views} actions={{ save: saveThisView, remove: deleteThisView }} />;
  return <HostsPage {...hosts} views={menu} choices={choices} actions={bulkActions} />;
}
