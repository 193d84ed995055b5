import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClass } from '#components/ui/button.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import { type HostsFilter, isNarrowed, usualColumns, withoutFilters, writeHostsFilter } from '#lib/checks/read/hosts-table/filter.ts';
import type { HostFacets, HostsPage as HostsPart, HostTotals } from '#lib/checks/read/hosts-table/views.ts';
import { paths } from '#lib/paths.ts';
import type { BulkActions, BulkChoices } from './bulk-target.ts';
import { HostFilters } from './host-filters.tsx';
import { HostTable } from './host-table.tsx';
import { hostsSentence, matchSentence } from './host-words.ts';
import { HostsFilterProvider } from './use-hosts-filter.ts';

type Props = {
  filter: HostsFilter;
  page: HostsPart;
  facets: HostFacets;
  totals: HostTotals;
  /** When it was read: ISO 8601. */
  now: string;
  /** The menu of saved views. */
  views: ReactNode;
  choices: BulkChoices;
  actions: BulkActions;
};

/** Every registered host: one sentence, search and filters, what is done with many, and the table. */
export function HostsPage({ filter, page, facets, totals, now, views, choices, actions }: Props) {
  const filterQuery = new URLSearchParams(
    writeHostsFilter({ ...filter, sort: withoutFilters(filter).sort, columns: usualColumns, page: null }),
  );
  filterQuery.delete('sort');
  const managedCount = facets.managed.reduce((sum, { value, count }) => sum + (value === '' ? 0 : count), 0);
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="font-semibold text-xl">Hosts</h1>
        <p className="text-muted">{hostsSentence(totals)}</p>
      </div>
      {totals.hosts === 0 ? (
        <p>
          <Link href={paths.setup()} className={buttonClass('primary')}>
            Add hosts
          </Link>
        </p>
      ) : (
        <HostsFilterProvider filter={filter}>
          <HostFilters filter={filter} facets={facets} />
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <p aria-live="polite" className="mr-auto">
              {matchSentence(page.total)}{' '}
              {isNarrowed(filter) && (
                <Link href={paths.hosts(writeHostsFilter(withoutFilters(filter)))} prefetch={false} className="text-link underline">
                  Clear filters
                </Link>
              )}
            </p>
            <Link
              href={paths.hosts(writeHostsFilter({ ...filter, page: filter.page === null ? 1 : null }))}
              prefetch={false}
              className="no-print text-link underline"
            >
              {filter.page === null ? 'Show as pages' : 'Show as one list'}
            </Link>
            <Link href={paths.bulkChanges()} prefetch={false} className="no-print text-link underline">
              Changes and undo
            </Link>
            <ExportLinks
              of="this table"
              hrefOf={(format) => paths.hostsTable({ ...writeHostsFilter({ ...filter, page: null }), format })}
            />
            <a href={paths.hostsExport(writeHostsFilter({ ...filter, page: null }))} download className="no-print text-link underline">
              Export for import
            </a>
            {views}
          </div>
          {page.total > 0 && page.rows.length === 0 ? (
            <p>
              There is no such page.{' '}
              <Link href={paths.hosts(writeHostsFilter({ ...filter, page: 1 }))} prefetch={false} className="text-link underline">
                Go to the first page
              </Link>
              .
            </p>
          ) : (
            page.total > 0 && (
              <HostTable
                key={filterQuery.toString()}
                {...{ filter, page, now, managedCount, choices, actions }}
                filterQuery={filterQuery.toString()}
              />
            )
          )}
        </HostsFilterProvider>
      )}
    </div>
  );
}
