/** What the address of the inventory says: which certificates, in which order, with which columns. Pure; browser and server share it. */

export const inventoryKinds = ['leaf', 'intermediate', 'root', 'trust-store'] as const;
/** leaf, intermediate, root: what it is. trust-store: whatever it is, a trust store holds it. */
export type InventoryKind = (typeof inventoryKinds)[number];

/** How the dates of a certificate stand, most urgent first. */
export const certificateStates = ['expired', 'critical', 'not-yet-valid', 'warning', 'unreadable', 'valid'] as const;
export type CertificateState = (typeof certificateStates)[number];

/** now: served, or in the path of one that is. formerly: once served. never: known from elsewhere, such as a trust store. */
export const servedChoices = ['now', 'formerly', 'never', 'all'] as const;
export type ServedChoice = (typeof servedChoices)[number];

/** Days left, whole ones rounded down. */
export const endings = ['expired', '0-7', '8-30', '31-60', '61-90', 'over-90'] as const;
export type Ending = (typeof endings)[number];

/** Every column there is, in the order in which they stand. */
export const inventoryColumns = [
  'name',
  'state',
  'validUntil',
  'daysLeft',
  'hosts',
  'endpoints',
  'issuer',
  'owner',
  'site',
  'template',
  'kind',
  'names',
  'subject',
  'serial',
  'key',
  'signature',
  'validFrom',
  'lifetime',
  'firstSeen',
  'lastSeen',
  'trustStores',
  'sha256',
  'sha1',
] as const;
export type InventoryColumn = (typeof inventoryColumns)[number];
export const usualColumns: readonly InventoryColumn[] = ['name', 'state', 'validUntil', 'daysLeft', 'hosts', 'issuer', 'owner', 'template'];

export type InventorySort = { column: InventoryColumn; descending: boolean };

/** Filters that are one of the values which occur. */
export const valueFilters = ['issuer', 'template', 'owner', 'site', 'domain', 'key', 'signature'] as const;
export type ValueFilter = (typeof valueFilters)[number];
/** Stands for "has none": no owner, no template, no site, no domain. */
export const noValue = '-';

export type InventoryFilter = {
  /** As it was typed (lib/certificates/inventory/search.ts). */
  q: string;
  kind: InventoryKind | null;
  /** Empty for all. */
  states: readonly CertificateState[];
  /** Null for the usual: what is in use now, or for trust stores all they hold. */
  served: ServedChoice | null;
  ending: Ending | null;
  sort: InventorySort;
  columns: readonly InventoryColumn[];
  /** From 1; null shows the whole list as one that scrolls. */
  page: number | null;
} & Readonly<Record<ValueFilter, string | null>>;

/** How many rows a page shows where the list is shown as pages. */
export const pageSize = 100;
const searchMax = 400;
const valueMax = 400;
const soonestFirst: InventorySort = { column: 'validUntil', descending: false };

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
function readSort(text: string | undefined): InventorySort | null {
  const descending = text?.startsWith('-') === true;
  const column = oneOf(inventoryColumns, descending ? text.slice(1) : text);
  return column === null ? null : { column, descending };
}

/** Reads an address; what it does not know is as if it were not there. */
export function readFilter(parameters: AddressParameters): InventoryFilter {
  const first = (name: string): string | undefined => [parameters[name] ?? []].flat()[0];
  const value = (name: ValueFilter): string | null => first(name)?.trim().slice(0, valueMax) || null;
  const columns = someOf(inventoryColumns, parameters.columns);
  const page = Number(first('page'));
  const kind = oneOf(inventoryKinds, first('kind'));
  const served = oneOf(servedChoices, first('served'));
  return {
    q: (first('q') ?? '').trim().slice(0, searchMax),
    kind,
    states: someOf(certificateStates, parameters.state),
    served: served === usuallyServed(kind) ? null : served,
    ending: oneOf(endings, first('ending')),
    issuer: value('issuer'),
    template: value('template'),
    owner: value('owner'),
    site: value('site'),
    domain: value('domain'),
    key: value('key'),
    signature: value('signature'),
    sort: readSort(first('sort')) ?? soonestFirst,
    columns: columns.length === 0 ? usualColumns : withName(columns),
    page: Number.isInteger(page) && page >= 1 && page <= 1_000_000 ? page : null,
  };
}

/** The name is the way to the certificate, so it is always there. */
const withName = (columns: readonly InventoryColumn[]): InventoryColumn[] =>
  inventoryColumns.filter((column) => column === 'name' || columns.includes(column));

/** The shortest address that says the same: what is usual is left out. */
export function writeFilter(filter: InventoryFilter): Record<string, string> {
  const { sort, columns } = filter;
  const sortText = `${sort.descending ? '-' : ''}${sort.column}`;
  const columnsText = columns.join(',');
  const entries: [string, string | null][] = [
    ['q', filter.q],
    ['kind', filter.kind],
    ['state', filter.states.join(',')],
    ['served', filter.served],
    ['ending', filter.ending],
    ...valueFilters.map((name): [string, string | null] => [name, filter[name]]),
    ['sort', sortText === soonestFirst.column ? null : sortText],
    ['columns', columnsText === usualColumns.join(',') ? null : columnsText],
    ['page', filter.page === null ? null : String(filter.page)],
  ];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''));
}

/** Is anything narrowed, other than what is usual? */
export const isNarrowed = (filter: InventoryFilter): boolean =>
  filter.q !== '' ||
  filter.kind !== null ||
  filter.states.length > 0 ||
  filter.served !== null ||
  filter.ending !== null ||
  valueFilters.some((name) => filter[name] !== null);

/** The same list with nothing narrowed; order and columns stay. */
export const withoutFilters = ({ sort, columns }: InventoryFilter): InventoryFilter => ({ ...readFilter({}), sort, columns });

/** Which certificates are meant where the address does not say. */
export const servedInForce = ({ served, kind }: InventoryFilter): ServedChoice => served ?? usuallyServed(kind);
const usuallyServed = (kind: InventoryKind | null): ServedChoice => (kind === 'trust-store' ? 'all' : 'now');

/** The parameters of an address, with all values of those that are repeated. */
export const parametersOf = (search: URLSearchParams): AddressParameters =>
  Object.fromEntries([...new Set(search.keys())].map((name) => [name, search.getAll(name)]));
