import Link from 'next/link';
import { inputClass } from '#components/host/form-class.ts';
import { Button } from '#components/ui/button.tsx';
import { type RenewalFilter, type RenewalStateFilter, renewalQuery, renewalStates } from '#lib/certificates/renewals/filter.ts';
import type { RenewalList } from '#lib/certificates/renewals/views.ts';
import { paths } from '#lib/paths.ts';

const names: Readonly<Record<RenewalStateFilter, string>> = {
  current: 'Current',
  open: 'Open',
  ordered: 'Ordered',
  issued: 'Issued',
  overdue: 'Overdue',
  done: 'Done',
  cancelled: 'Cancelled',
};

/** Filters of the list: links for the state, a form for the owner. Counts are of all plans that are not closed. */
export function RenewalFilters({ filter, list }: { filter: RenewalFilter; list: Pick<RenewalList, 'counts' | 'owners'> }) {
  const { open, ordered, issued, overdue } = list.counts;
  const counts: Partial<Record<RenewalStateFilter, number>> = { current: open + ordered + issued, open, ordered, issued, overdue };
  const owners = new Set([...list.owners, ...(filter.owner === null ? [] : [filter.owner])]);
  const hidden = renewalQuery({ ...filter, owner: null, page: 1 });
  return (
    <div className="flex flex-wrap items-end justify-between gap-3">
      <nav aria-label="State of the plans" className="flex flex-wrap gap-2">
        {renewalStates.map((state) => (
          <Link
            key={state}
            href={paths.renewals(renewalQuery({ ...filter, state, page: 1 }))}
            prefetch={false}
            aria-current={filter.state === state ? 'true' : undefined}
            className="inline-flex min-h-8 items-center gap-2 rounded-full border border-line-strong bg-surface px-3 py-1 text-ink no-underline hover:bg-hover aria-[current=true]:border-link aria-[current=true]:bg-hover aria-[current=true]:font-semibold"
          >
            {names[state]}
            {counts[state] !== undefined && <span>{counts[state]?.toLocaleString('en')}</span>}
          </Link>
        ))}
      </nav>
      <form method="get" action={paths.renewals()} className="flex items-end gap-2">
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label className="block">
          <span className="mb-1 block font-medium">Owner</span>
          <select
            key={filter.owner}
            name="owner"
            defaultValue={filter.owner === '' ? 'nobody' : (filter.owner ?? '')}
            className={inputClass}
          >
            <option value="">Anybody</option>
            {[...owners].map((owner) => (
              <option key={owner} value={owner === '' ? 'nobody' : owner}>
                {owner === '' ? 'Nobody' : owner}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit">Show</Button>
      </form>
    </div>
  );
}
