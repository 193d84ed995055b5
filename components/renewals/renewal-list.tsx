import Link from 'next/link';
import { buttonClass } from '#components/ui/button.tsx';
import { type RenewalFilter, renewalQuery } from '#lib/certificates/renewals/filter.ts';
import type { RenewalList as List } from '#lib/certificates/renewals/views.ts';
import { paths } from '#lib/paths.ts';
import { RenewalTable } from './renewal-table.tsx';

/** The plans of the filter, or why there are none, and the ways to the pages beside this one. */
export function RenewalList({ filter, list }: { filter: RenewalFilter; list: List }) {
  const isUnfiltered = filter.state === 'current' && filter.owner === null;
  if (list.rows.length === 0)
    return (
      <p className="rounded-lg border border-line bg-surface p-4">
        {filter.page > 1 ? (
          <>
            There is nothing on this page.{' '}
            <Link href={paths.renewals(renewalQuery({ ...filter, page: 1 }))} className="text-link underline">
              To the first
            </Link>
          </>
        ) : isUnfiltered ? (
          'No renewal is planned. Plan one above, from the page of a certificate, or from that of a host.'
        ) : (
          <>
            No plan is like that.{' '}
            <Link href={paths.renewals()} className="text-link underline">
              Show the current ones
            </Link>
          </>
        )}
      </p>
    );
  return (
    <>
      <RenewalTable rows={list.rows} />
      {(filter.page > 1 || list.hasMore) && (
        <nav aria-label="More plans" className="flex gap-2">
          {filter.page > 1 && (
            <Link href={paths.renewals(renewalQuery({ ...filter, page: filter.page - 1 }))} className={buttonClass()}>
              Previous page
            </Link>
          )}
          {list.hasMore && (
            <Link href={paths.renewals(renewalQuery({ ...filter, page: filter.page + 1 }))} className={buttonClass()}>
              Next page
            </Link>
          )}
        </nav>
      )}
    </>
  );
}
