'use client';

import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { StateGlyph } from '#components/status/state-glyph.tsx';
import { type Choice, ChoiceField, withCount } from '#components/table/choice-field.tsx';
import { ColumnChooser } from '#components/table/column-chooser.tsx';
import { ListSearch } from '#components/table/list-search.tsx';
import { Button } from '#components/ui/button.tsx';
import {
  certificateStates,
  endings,
  type InventoryFilter,
  inventoryColumns,
  inventoryKinds,
  servedChoices,
  servedInForce,
  usualColumns,
  valueFilters,
  writeFilter,
} from '#lib/certificates/inventory/filter.ts';
import type { FacetValue, InventoryFacets } from '#lib/certificates/inventory/views.ts';
import { noValue } from '#lib/list-address.ts';
import { paths } from '#lib/paths.ts';
import { certificateStateLooks, columnLabels, endingLabels, kindLabels, servedLabels, valueFilterLabels } from './state-words.ts';
import { useInventoryFilter } from './use-inventory-filter.ts';

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
        <ListSearch
          q={filter.q}
          label="Search certificates"
          placeholder="Name, issuer, serial, thumbprint ( / )"
          onSearch={(q) => change({ q }, true)}
        />
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
          <ColumnChooser
            all={inventoryColumns}
            usual={usualColumns}
            labels={columnLabels}
            columns={shown.columns}
            onChange={(columns) => change({ columns }, true)}
          />
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
