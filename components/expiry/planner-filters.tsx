import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import {
  narrowed,
  noneValue,
  type PlannerChoice,
  type PlannerGrouping,
  plannerGroupings,
  plannerQuery,
} from '#lib/certificates/planner/filter.ts';
import type { PlannerOptions } from '#lib/certificates/planner/views.ts';
import { paths } from '#lib/paths.ts';
import { groupingLabels, missingLabels } from './words.ts';

const control = 'min-h-8 max-w-full rounded-md border border-line-strong bg-surface px-2 py-1';

/** Search and narrowing, as a form that works by itself: all of it ends up in the address. */
export function PlannerFilters({ choice, options }: { choice: PlannerChoice; options: PlannerOptions }) {
  const kept = plannerQuery(narrowed(choice, { q: '', site: null, issuer: null, owner: null, template: null, domain: null }));
  return (
    <search aria-label="Certificates">
      <form action={paths.expiry()} method="get" className="mt-3 flex flex-wrap items-end gap-x-3 gap-y-2">
        {Object.entries(kept).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label className="min-w-0 grow basis-44 sm:max-w-64">
          <span className="block text-muted">Name, host, issuer</span>
          <input
            key={choice.q}
            type="search"
            name="q"
            defaultValue={choice.q}
            autoComplete="off"
            spellCheck={false}
            className={`${control} w-full`}
          />
        </label>
        {plannerGroupings.map((grouping) => (
          <Choice key={grouping} grouping={grouping} value={choice[grouping]} options={options[grouping]} />
        ))}
        <Button type="submit">Show</Button>
      </form>
    </search>
  );
}

function Choice({ grouping, value, options }: { grouping: PlannerGrouping; value: string | null; options: readonly string[] }) {
  if (options.length < 2 && value === null) return null;
  const values = options.map((option) => option || noneValue);
  const listed = value === null || values.includes(value) ? values : [...values, value];
  return (
    <label className="min-w-0 max-w-full">
      <span className="block text-muted">{groupingLabels[grouping]}</span>
      <select key={value} name={grouping} defaultValue={value ?? ''} className={`${control} w-full sm:max-w-44`}>
        <option value="">all</option>
        {listed.map((option) => (
          <option key={option} value={option}>
            {option === noneValue ? missingLabels[grouping] : option}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What the lanes group by. */
export function GroupingLinks({ choice }: { choice: PlannerChoice }) {
  return (
    <nav aria-label="Group the lanes by" className="flex flex-wrap gap-1">
      {plannerGroupings.map((by) => (
        <Link
          key={by}
          href={paths.expiry(plannerQuery({ ...choice, by, lanePage: 1 }))}
          aria-current={by === choice.by ? 'true' : undefined}
          prefetch={false}
          scroll={false}
          className={`inline-flex min-h-8 items-center rounded-md px-2 ${by === choice.by ? 'bg-sunken font-semibold text-ink' : 'text-muted hover:bg-hover'}`}
        >
          By {groupingLabels[by].toLowerCase()}
        </Link>
      ))}
    </nav>
  );
}
