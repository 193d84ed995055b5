import {
  type AddressParameters,
  firstOf,
  type ListFilter,
  type ListShape,
  type ListSort,
  oneOf,
  readListFilter,
  readValues,
  someOf,
  writeListFilter,
} from '../../../list-address.ts';
import { type HostState, hostStates } from '../views.ts';

/** What the address of the list of hosts says: which hosts, in which order, with which columns. Pure; browser and server share it. */

/** Every column there is, in the order in which they stand. */
export const hostColumns = [
  'name',
  'state',
  'since',
  'cause',
  'domain',
  'site',
  'tags',
  'owner',
  'doors',
  'profile',
  'expires',
  'daysLeft',
  'checked',
  'interval',
  'managed',
  'locations',
] as const;
export type HostColumn = (typeof hostColumns)[number];
export const usualColumns: readonly HostColumn[] = [
  'name',
  'state',
  'since',
  'cause',
  'domain',
  'site',
  'tags',
  'owner',
  'daysLeft',
  'checked',
];

export type HostSort = ListSort<HostColumn>;

/** Filters that are one of the values which occur. */
export const valueFilters = ['domain', 'site', 'tag', 'owner', 'cause', 'profile', 'managed'] as const;
export type ValueFilter = (typeof valueFilters)[number];

/** paused: nobody checks it until it is resumed. */
export const pausedChoices = ['yes', 'no'] as const;
/** no: its TLS doors are not touched. */
export const intendedChoices = ['yes', 'no'] as const;

/** Its search: words that name, domain, site, tags, owner or cause hold, all of them. */
export type HostsFilter = ListFilter<HostColumn> & {
  /** Empty for all. */
  states: readonly HostState[];
  paused: (typeof pausedChoices)[number] | null;
  intended: (typeof intendedChoices)[number] | null;
} & Readonly<Record<ValueFilter, string | null>>;

/** Worst first. */
const shape: ListShape<HostColumn> = { columns: hostColumns, usualColumns, usualSort: 'state' };

/** Reads an address; what it does not know is as if it were not there. */
export const readHostsFilter = (parameters: AddressParameters): HostsFilter => ({
  ...readListFilter(shape, parameters),
  ...readValues(valueFilters, parameters),
  states: someOf(hostStates, parameters.state),
  paused: oneOf(pausedChoices, firstOf(parameters, 'paused')),
  intended: oneOf(intendedChoices, firstOf(parameters, 'intended')),
});

/** The shortest address that says the same: what is usual is left out. */
export const writeHostsFilter = (filter: HostsFilter): Record<string, string> =>
  writeListFilter(shape, filter, [
    ['state', filter.states.join(',')],
    ...valueFilters.map((name) => [name, filter[name]] as const),
    ['paused', filter.paused],
    ['intended', filter.intended],
  ]);

/** Is anything narrowed? */
export const isNarrowed = (filter: HostsFilter): boolean =>
  filter.q !== '' ||
  filter.states.length > 0 ||
  filter.paused !== null ||
  filter.intended !== null ||
  valueFilters.some((name) => filter[name] !== null);

/** The same list with nothing narrowed; order and columns stay. */
export const withoutFilters = ({ sort, columns }: HostsFilter): HostsFilter => ({ ...readHostsFilter({}), sort, columns });
