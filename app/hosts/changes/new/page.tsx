import type { Metadata } from 'next';
import { NewBulkChange } from '#components/hosts/new-bulk-change.tsx';
import { readHostsFilter, writeHostsFilter } from '#lib/checks/read/hosts-table/filter.ts';
import { readChosenHosts } from '#lib/checks/read/hosts-table/read-hosts-table.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { readChoices } from '#lib/fleet/bulk/read-choices.ts';
import { bulkActions } from '#lib/fleet/bulk/views.ts';
import type { AddressParameters } from '#lib/list-address.ts';
import { paths } from '#lib/paths.ts';
import { changeMany, deleteMany, undoMany } from '../../actions.ts';

type Props = { searchParams: Promise<AddressParameters> };

export const metadata: Metadata = { title: 'Change hosts' };

/** What the list sends where no script runs: the chosen hosts as `host`, or `all` with the filters of the list. */
export default async function NewBulkChangePage({ searchParams }: Props) {
  const parameters = await searchParams;
  const ids = [parameters.host ?? []].flat();
  const action = bulkActions.find((one) => one === parameters.action) ?? 'set-owner';
  const filter = parameters.all === '1' ? readHostsFilter(parameters) : null;
  const query = new URLSearchParams(filter === null ? {} : writeHostsFilter(filter));
  const [chosen, choices] = await Promise.all([readChosenHosts(database(), filter ?? ids, now()), readChoices(database())]);
  const hrefOf = (one: string) => {
    const address = new URLSearchParams(filter === null ? ids.map((id) => ['host', id]) : [...query, ['all', '1']]);
    address.set('action', one);
    return `${paths.newBulkChange({})}?${address}`;
  };
  return (
    <NewBulkChange
      target={filter === null ? { kind: 'some', ids: chosen.ids } : { kind: 'matching', query: query.toString(), count: chosen.ids.length }}
      names={chosen.names}
      managedCount={chosen.managedCount}
      action={action}
      hrefOf={hrefOf}
      choices={choices}
      actions={{ change: changeMany, remove: deleteMany, undo: undoMany }}
    />
  );
}
