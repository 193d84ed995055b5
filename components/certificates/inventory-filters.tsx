'use client';

import { type Choice, ChoiceField, withCount } from '#components/table/choice-field.tsx';
import { ListFilters } from '#components/table/list-filters.tsx';
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

/** Search, filters and columns of the inventory. */
export function InventoryFilters({ filter, facets }: { filter: InventoryFilter; facets: InventoryFacets }) {
  const { shown, change, isPending } = useInventoryFilter();
  const countOf = (state: string): number => facets.state.find(({ value }) => value === state)?.count ?? 0;
  return (
    <ListFilters
      action={paths.certificates()}
      hidden={{ sort: writeFilter(filter).sort, page: filter.page === null ? undefined : '1' }}
      isPending={isPending}
      search={{ q: filter.q, label: 'Search certificates', placeholder: 'Name, issuer, serial, thumbprint ( / )' }}
      states={certificateStates.map((state) => ({ state, ...certificateStateLooks[state], count: countOf(state) }))}
      chosenStates={shown.states}
      columns={{ all: inventoryColumns, usual: usualColumns, labels: columnLabels, chosen: shown.columns }}
      onChange={change}
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
    </ListFilters>
  );
}
