'use client';

import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { StateGlyph } from '#components/status/state-glyph.tsx';
import { Button } from '#components/ui/button.tsx';
import {
  certificateStates,
  endings,
  type InventoryFilter,
  inventoryKinds,
  noValue,
  servedChoices,
  servedInForce,
  valueFilters,
  writeFilter,
} from '#lib/certificates/inventory/filter.ts';
import type { FacetValue, InventoryFacets } from '#lib/certificates/inventory/views.ts';
import { paths } from '#lib/paths.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { InventorySearch } from './inventory-search.tsx';
import { certificateStateLooks, endingLabels, kindLabels, servedLabels, valueFilterLabels } from './state-words.ts';
import { useInventoryFilter } from './use-inventory-filter.ts';

type Choice = { value: string; label: string };

/** A choice with counts; nothing to choose from is not shown, and the chosen one always is. */
function ChoiceField({
  name,
  label,
  value,
  usual = 'all',
  choices,
  onChange,
}: {
  name: string;
  label: string;
  value: string | null;
  usual?: string | null;
  choices: readonly Choice[];
  onChange: (value: string | null) => void;
}) {
  if (choices.length < 2 && (value === null || usual === null)) return null;
  const listed = value === null || choices.some((choice) => choice.value === value) ? choices : [...choices, { value, label: value }];
  return (
    <label className="inline-flex min-w-0 items-center gap-1.5">
      <span className="text-muted">{label}</span>
      <select
        name={name}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || null)}
        className="min-h-8 min-w-0 max-w-full rounded-md border border-line-strong bg-surface px-2 py-1 md:max-w-44"
      >
        {usual !== null && <option value="">{usual}</option>}
        {listed.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

const withCount = (label: string, count: number): string => `${label} (${count.toLocaleString('en')})`;
const knownChoices = <Value extends string>(
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
  counts: readonly FacetValue<Value>[],
): Choice[] => values.map((value) => ({ value, label: withCount(labels[value], counts.find((one) => one.value === value)?.count ?? 0) }));
/** Former certificates are not counted unless they are listed. */
const servedCounted = (counts: InventoryFacets['served']): Choice[] =>
  servedChoices.map((value) => {
    const found = counts.find((one) => one.value === value);
    return { value, label: found ? withCount(servedLabels[value], found.count) : servedLabels[value] };
  });
const foundChoices = (counts: readonly FacetValue[]): Choice[] =>
  counts.map(({ value, count }) =>
    value === '' ? { value: noValue, label: withCount('none', count) } : { value, label: withCount(value, count) },
  );

/** Search, filters and columns. All of it is kept in the address; without a script the button sends it. */
export function InventoryFilters({ filter, facets }: { filter: InventoryFilter; facets: InventoryFacets }) {
  const { shown, change, isPending } = useInventoryFilter(filter);
  const [opened, setOpened] = useState(false);
  const countOf = (state: string): number => facets.state.find(({ value }) => value === state)?.count ?? 0;
  const { sort } = writeFilter(filter);
  return (
    <search className="block">
      <form
        action={paths.certificates()}
        aria-busy={isPending}
        onSubmit={(event) => {
          event.preventDefault();
          change({ q: String(new FormData(event.currentTarget).get('q') ?? '').trim() });
        }}
        className="flex flex-wrap items-center gap-x-3 gap-y-2"
      >
        {sort !== undefined && <input type="hidden" name="sort" value={sort} />}
        <fieldset className="-mx-3 flex min-w-0 basis-full gap-2 overflow-x-auto px-3 py-1 md:mx-0 md:flex-wrap md:px-0">
          <legend className="sr-only">Filter by state</legend>
          {certificateStates.map((state) => {
            const { label, look } = certificateStateLooks[state];
            const states = certificateStates.filter((one) => shown.states.includes(one) !== (one === state));
            return (
              <label
                key={state}
                className="relative inline-flex min-h-8 shrink-0 cursor-pointer items-center gap-2 rounded-full border border-line-strong bg-surface py-1 pr-3 pl-1.5 hover:bg-hover has-checked:border-link has-checked:bg-hover has-checked:shadow-[inset_0_0_0_1px_var(--link)] has-focus-visible:outline-2 has-focus-visible:outline-link"
              >
                <input
                  type="checkbox"
                  name="state"
                  value={state}
                  checked={shown.states.includes(state)}
                  onChange={() => change({ states })}
                  className="absolute inset-0 cursor-pointer appearance-none rounded-full outline-none"
                />
                <span className="state-fill grid size-5.5 place-items-center rounded-full" data-state={look}>
                  <StateGlyph state={look} size={14} />
                </span>
                <span className={countOf(state) === 0 ? 'text-muted' : ''}>{label}</span>
                <span className={countOf(state) === 0 ? 'text-muted' : 'font-semibold'}>{countOf(state).toLocaleString('en')}</span>
              </label>
            );
          })}
        </fieldset>
        <InventorySearch q={filter.q} onSearch={(q) => change({ q }, true)} />
        <Button aria-expanded={opened} onClick={() => setOpened(!opened)} className="md:hidden [@media(scripting:none)]:hidden">
          <SlidersHorizontal width={14} height={14} aria-hidden="true" />
          Filters and columns
        </Button>
        <div
          className={`${opened ? 'flex' : 'hidden [@media(scripting:none)]:flex'} min-w-0 flex-wrap items-center gap-x-3 gap-y-2 md:contents`}
        >
          <ChoiceField
            name="served"
            label="Show"
            value={servedInForce(shown)}
            usual={null}
            choices={servedCounted(facets.served)}
            onChange={(served) => change({ served: servedChoices.find((one) => one === served) ?? null })}
          />
          <ChoiceField
            name="kind"
            label="Kind"
            value={shown.kind}
            choices={knownChoices(inventoryKinds, kindLabels, facets.kind)}
            onChange={(kind) => change({ kind: inventoryKinds.find((one) => one === kind) ?? null })}
          />
          <ChoiceField
            name="ending"
            label="Ends"
            value={shown.ending}
            choices={knownChoices(endings, endingLabels, facets.ending)}
            onChange={(ending) => change({ ending: endings.find((one) => one === ending) ?? null })}
          />
          {valueFilters.map((name) => (
            <ChoiceField
              key={name}
              name={name}
              label={valueFilterLabels[name]}
              value={shown[name]}
              choices={foundChoices(facets[name])}
              onChange={(value) => change({ [name]: value })}
            />
          ))}
          <ColumnChooser columns={shown.columns} onChange={(columns) => change({ columns }, true)} />
        </div>
        <span role="status" className="min-w-16 text-muted">
          {isPending ? 'Loading …' : ''}
        </span>
        <Button type="submit" className="[@media(scripting:enabled)]:hidden">
          Apply
        </Button>
      </form>
    </search>
  );
}
