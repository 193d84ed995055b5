import { Download } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClass } from '#components/ui/button.tsx';
import { type InventoryFilter, isNarrowed, withoutFilters, writeFilter } from '#lib/certificates/inventory/filter.ts';
import type { InventoryFacets, InventoryPage, InventoryTotals } from '#lib/certificates/inventory/views.ts';
import { exportFormats } from '#lib/export/table.ts';
import { paths } from '#lib/paths.ts';
import { CertificateTable } from './certificate-table.tsx';
import { InventoryFilters } from './inventory-filters.tsx';
import { inventorySentence, matchSentence } from './sentence.ts';
import { InventoryFilterProvider } from './use-inventory-filter.ts';

type Props = {
  filter: InventoryFilter;
  page: InventoryPage;
  facets: InventoryFacets;
  totals: InventoryTotals;
  /** When it was read: ISO 8601. */
  now: string;
  /** More than these are not written to a file. */
  exportMax: number;
  /** The menu of saved views. */
  views: ReactNode;
};

/** Every certificate that was seen: one sentence, search and filters, and the table. */
export function Inventory({ filter, page, facets, totals, now, exportMax, views }: Props) {
  const narrowed = isNarrowed(filter);
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="font-semibold text-xl">Certificates</h1>
        <p className="text-muted">{inventorySentence(totals)}</p>
      </div>
      {totals.known === 0 ? (
        <NothingSeen />
      ) : (
        <InventoryFilterProvider filter={filter}>
          <InventoryFilters filter={filter} facets={facets} />
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <p aria-live="polite" className="mr-auto">
              {matchSentence(page.total)}{' '}
              {narrowed && (
                <Link href={paths.certificates(writeFilter(withoutFilters(filter)))} prefetch={false} className="text-link underline">
                  Clear filters
                </Link>
              )}
            </p>
            <Link
              href={paths.certificates(writeFilter({ ...filter, page: filter.page === null ? 1 : null }))}
              prefetch={false}
              className="no-print text-link underline"
            >
              {filter.page === null ? 'Show as pages' : 'Show as one list'}
            </Link>
            {exportFormats.map((format) => (
              <a
                key={format}
                href={paths.certificatesExport({ ...writeFilter({ ...filter, page: null }), format })}
                download
                className={`${buttonClass()} no-print`}
              >
                <Download width={14} height={14} aria-hidden="true" />
                {format.toUpperCase()}
              </a>
            ))}
            {views}
          </div>
          {page.total > exportMax && (
            <p className="text-muted">
              A file holds the first {exportMax.toLocaleString('en')} of them. Narrow the list to have the others.
            </p>
          )}
          {page.total > 0 && page.rows.length === 0 ? (
            <p>
              There is no such page.{' '}
              <Link href={paths.certificates(writeFilter({ ...filter, page: 1 }))} prefetch={false} className="text-link underline">
                Go to the first page
              </Link>
              .
            </p>
          ) : (
            page.total > 0 && <CertificateTable filter={filter} page={page} now={now} />
          )}
        </InventoryFilterProvider>
      )}
    </div>
  );
}

function NothingSeen() {
  return (
    <div className="max-w-2xl">
      <p>Each check keeps the certificates that a server sends. They are listed here from the first check on.</p>
      <p className="mt-4">
        <Link href={paths.setup()} className={buttonClass('primary')}>
          Add hosts
        </Link>
      </p>
    </div>
  );
}
