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

export type HostSort = { column: HostColumn; descending: boolean };

/** Filters that are one of the values which occur. */
export const valueFilters = ['domain', 'site', 'tag', 'owner', 'cause', 'profile', 'managed'] as const;
export type ValueFilter = (typeof valueFilters)[number];
/** Stands for "has none": no owner, no tag, no cause. */
export const noValue = '-';

/** paused: nobody checks it until it is resumed. */
export const pausedChoices = ['yes', 'no'] as const;
/** no: its TLS doors are not touched. */
export const intendedChoices = ['yes', 'no'] as const;

export type HostsFilter = {
  /** As it was typed: words that name, domain, site, tags, owner or cause hold, all of them. */
  q: string;
  /** Empty for all. */
  states: readonly HostState[];
  paused: (typeof pausedChoices)[number] | null;
  intended: (typeof intendedChoices)[number] | null;
  sort: HostSort;
  columns: readonly HostColumn[];
  /** From 1; null shows the whole list as one that scrolls. */
  page: number | null;
} & Readonly<Record<ValueFilter, string | null>>;

/** How many rows a page shows where the list is shown as pages. */
export const pageSize = 100;
const textMax = 400;
const worstFirst: HostSort = { column: 'state', descending: false };

/** The parameters of an address, as pages and handlers are given them. */
export type AddressParameters = Readonly<Record<string, string | string[] | undefined>>;

const oneOf = <Value extends string>(values: readonly Value[], text: string | undefined): Value | null =>
  values.find((value) => value === text) ?? null;

/** Repeated and comma-separated values alike, each once, in the order of `values`; others are left out. */
function someOf<Value extends string>(values: readonly Value[], given: string | string[] | undefined): Value[] {
  const wanted = new Set([given ?? []].flat().flatMap((text) => text.split(',')));
  return values.filter((value) => wanted.has(value));
}

/** A sort as the address has it, `name` or `-name`; null when it is none. */
function readSort(text: string | undefined): HostSort | null {
  const descending = text?.startsWith('-') === true;
  const column = oneOf(hostColumns, descending ? text.slice(1) : text);
  return column === null ? null : { column, descending };
}

/** Reads an address; what it does not know is as if it were not there. */
export function readHostsFilter(parameters: AddressParameters): HostsFilter {
  const first = (name: string): string | undefined => [parameters[name] ?? []].flat()[0];
  const value = (name: ValueFilter): string | null => first(name)?.trim().slice(0, textMax) || null;
  const columns = someOf(hostColumns, parameters.columns);
  const page = Number(first('page'));
  return {
    q: (first('q') ?? '').trim().slice(0, textMax),
    states: someOf(hostStates, parameters.state),
    paused: oneOf(pausedChoices, first('paused')),
    intended: oneOf(intendedChoices, first('intended')),
    domain: value('domain'),
    site: value('site'),
    tag: value('tag'),
    owner: value('owner'),
    cause: value('cause'),
    profile: value('profile'),
    managed: value('managed'),
    sort: readSort(first('sort')) ?? worstFirst,
    columns: columns.length === 0 ? usualColumns : hostColumns.filter((column) => column === 'name' || columns.includes(column)),
    page: Number.isInteger(page) && page >= 1 && page <= 1_000_000 ? page : null,
  };
}

/** The shortest address that says the same: what is usual is left out. */
export function writeHostsFilter(filter: HostsFilter): Record<string, string> {
  const { sort, columns } = filter;
  const sortText = `${sort.descending ? '-' : ''}${sort.column}`;
  const columnsText = columns.join(',');
  const entries: [string, string | null][] = [
    ['q', filter.q],
    ['state', filter.states.join(',')],
    ...valueFilters.map((name): [string, string | null] => [name, filter[name]]),
    ['paused', filter.paused],
    ['intended', filter.intended],
    ['sort', sortText === worstFirst.column ? null : sortText],
    ['columns', columnsText === usualColumns.join(',') ? null : columnsText],
    ['page', filter.page === null ? null : String(filter.page)],
  ];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''));
}

/** Is anything narrowed? */
export const isNarrowed = (filter: HostsFilter): boolean =>
  filter.q !== '' ||
  filter.states.length > 0 ||
  filter.paused !== null ||
  filter.intended !== null ||
  valueFilters.some((name) => filter[name] !== null);

/** The same list with nothing narrowed; order and columns stay. */
export const withoutFilters = ({ sort, columns }: HostsFilter): HostsFilter => ({ ...readHostsFilter({}), sort, columns });

/** The parameters of an address, with all values of those that are repeated. */
export const parametersOf = (search: URLSearchParams): AddressParameters =>
  Object.fromEntries([...new Set(search.keys())].map((name) => [name, search.getAll(name)]));
