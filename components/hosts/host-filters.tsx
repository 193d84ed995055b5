'use client';

import { stateLabels } from '#components/status/state-words.ts';
import { type Choice, ChoiceField, withCount } from '#components/table/choice-field.tsx';
import { ListFilters } from '#components/table/list-filters.tsx';
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

/** Search, filters and columns of the list of hosts. */
export function HostFilters({ filter, facets }: { filter: HostsFilter; facets: HostFacets }) {
  const { shown, change, isPending } = useHostsFilter();
  const countOf = (state: string): number => facets.state.find(({ value }) => value === state)?.count ?? 0;
  return (
    <ListFilters
      action={paths.hosts()}
      hidden={{ sort: writeHostsFilter(filter).sort, page: filter.page === null ? undefined : '1' }}
      isPending={isPending}
      search={{ q: filter.q, label: 'Search hosts', placeholder: 'Name, site, tag, owner, cause ( / )' }}
      states={hostStates.map((state) => ({ state, label: stateLabels[state], look: state, count: countOf(state) }))}
      chosenStates={shown.states}
      columns={{ all: hostColumns, usual: usualColumns, labels: columnLabels, chosen: shown.columns }}
      onChange={change}
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
    </ListFilters>
  );
}
