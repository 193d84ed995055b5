'use client';

import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { StateGlyph } from '#components/status/state-glyph.tsx';
import { stateLabels } from '#components/status/state-words.ts';
import { type Choice, ChoiceField, withCount } from '#components/table/choice-field.tsx';
import { ColumnChooser } from '#components/table/column-chooser.tsx';
import { ListSearch } from '#components/table/list-search.tsx';
import { Button } from '#components/ui/button.tsx';
import {
  type HostsFilter,
  hostColumns,
  intendedChoices,
  pausedChoices,
  usualColumns,
  type ValueFilter,
  valueFilters,
  writeHostsFilter,
} from '#lib/checks/read/hosts-table/filter.ts';
import type { FacetValue, HostFacets } from '#lib/checks/read/hosts-table/views.ts';
import { hostStates } from '#lib/checks/read/views.ts';
import { profiles } from '#lib/diagnosis/rule.ts';
import { noValue } from '#lib/list-address.ts';
import { paths } from '#lib/paths.ts';
import { columnLabels, shortProfileNames, valueFilterLabels } from './host-words.ts';
import { useHostsFilter } from './use-hosts-filter.ts';

const labelOf = (name: ValueFilter, { value, label }: FacetValue): string => {
  const profile = name === 'profile' ? profiles.find((one) => one === value) : undefined;
  if (profile) return shortProfileNames[profile];
  if (value !== '') return label;
  return name === 'managed' ? 'people here' : name === 'profile' ? 'unknown' : 'none';
};
const foundChoices = (name: ValueFilter, counts: readonly FacetValue[]): Choice[] =>
  counts.map((one) => ({ value: one.value === '' ? noValue : one.value, label: withCount(labelOf(name, one), one.count) }));
const knownChoices = (counts: readonly FacetValue[], labels: Readonly<Record<'yes' | 'no', string>>): Choice[] =>
  (['yes', 'no'] as const).flatMap((value) => {
    const count = counts.find((one) => one.value === value)?.count ?? 0;
    return count === 0 ? [] : [{ value, label: withCount(labels[value], count) }];
  });

/** Search, filters and columns. All of it is kept in the address; without a script the button sends it. */
export function HostFilters({ filter, facets }: { filter: HostsFilter; facets: HostFacets }) {
  const { shown, change, isPending } = useHostsFilter(filter);
  const [opened, setOpened] = useState(false);
  const countOf = (state: string): number => facets.state.find(({ value }) => value === state)?.count ?? 0;
  const { sort } = writeHostsFilter(filter);
  return (
    <search className="block">
      <form
        action={paths.hosts()}
        aria-busy={isPending}
        onSubmit={(event) => {
          event.preventDefault();
          change({ q: String(new FormData(event.currentTarget).get('q') ?? '').trim() });
        }}
        className="flex flex-wrap items-center gap-x-3 gap-y-2"
      >
        {sort !== undefined && <input type="hidden" name="sort" value={sort} />}
        {filter.page !== null && <input type="hidden" name="page" value="1" />}
        <fieldset className="-mx-3 flex min-w-0 basis-full gap-2 overflow-x-auto px-3 py-1 md:mx-0 md:flex-wrap md:px-0">
          <legend className="sr-only">Filter by state</legend>
          {hostStates.map((state) => {
            const states = hostStates.filter((one) => shown.states.includes(one) !== (one === state));
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
                <span className="state-fill grid size-5.5 place-items-center rounded-full" data-state={state}>
                  <StateGlyph state={state} size={14} />
                </span>
                <span className={countOf(state) === 0 ? 'text-muted' : ''}>{stateLabels[state]}</span>
                <span className={countOf(state) === 0 ? 'text-muted' : 'font-semibold'}>{countOf(state).toLocaleString('en')}</span>
              </label>
            );
          })}
        </fieldset>
        <ListSearch
          q={filter.q}
          label="Search hosts"
          placeholder="Name, site, tag, owner, cause ( / )"
          onSearch={(q) => change({ q }, true)}
        />
        <Button aria-expanded={opened} onClick={() => setOpened(!opened)} className="md:hidden [@media(scripting:none)]:hidden">
          <SlidersHorizontal width={14} height={14} aria-hidden="true" />
          Filters and columns
        </Button>
        <div
          className={`${opened ? 'flex' : 'hidden [@media(scripting:none)]:flex'} min-w-0 flex-wrap items-center gap-x-3 gap-y-2 md:contents`}
        >
          {valueFilters.map((name) => (
            <ChoiceField
              key={name}
              name={name}
              label={valueFilterLabels[name]}
              value={shown[name]}
              choices={foundChoices(name, facets[name])}
              onChange={(value) => change({ [name]: value })}
            />
          ))}
          <ChoiceField
            name="paused"
            label="Checks"
            value={shown.paused}
            choices={knownChoices(facets.paused, { yes: 'paused', no: 'running' })}
            onChange={(paused) => change({ paused: pausedChoices.find((one) => one === paused) ?? null })}
          />
          <ChoiceField
            name="intended"
            label="LDAPS"
            value={shown.intended}
            choices={knownChoices(facets.intended, { yes: 'intended', no: 'not intended' })}
            onChange={(intended) => change({ intended: intendedChoices.find((one) => one === intended) ?? null })}
          />
          <ColumnChooser
            all={hostColumns}
            usual={usualColumns}
            labels={columnLabels}
            columns={shown.columns}
            onChange={(next) => change({ columns: next }, true)}
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
