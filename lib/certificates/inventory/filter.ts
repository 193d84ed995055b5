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
} from '../../list-address.ts';

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

export type InventorySort = ListSort<InventoryColumn>;

/** Filters that are one of the values which occur. */
export const valueFilters = ['issuer', 'template', 'owner', 'site', 'domain', 'key', 'signature'] as const;
export type ValueFilter = (typeof valueFilters)[number];

/** Its search: lib/certificates/inventory/search.ts. */
export type InventoryFilter = ListFilter<InventoryColumn> & {
  kind: InventoryKind | null;
  /** Empty for all. */
  states: readonly CertificateState[];
  /** Null for the usual: what is in use now, or for trust stores all they hold. */
  served: ServedChoice | null;
  ending: Ending | null;
} & Readonly<Record<ValueFilter, string | null>>;

/** What ends soonest first. */
const shape: ListShape<InventoryColumn> = { columns: inventoryColumns, usualColumns, usualSort: 'validUntil' };

/** Reads an address; what it does not know is as if it were not there. */
export function readFilter(parameters: AddressParameters): InventoryFilter {
  const kind = oneOf(inventoryKinds, firstOf(parameters, 'kind'));
  const served = oneOf(servedChoices, firstOf(parameters, 'served'));
  return {
    ...readListFilter(shape, parameters),
    ...readValues(valueFilters, parameters),
    kind,
    states: someOf(certificateStates, parameters.state),
    served: served === usuallyServed(kind) ? null : served,
    ending: oneOf(endings, firstOf(parameters, 'ending')),
  };
}

/** The shortest address that says the same: what is usual is left out. */
export const writeFilter = (filter: InventoryFilter): Record<string, string> =>
  writeListFilter(shape, filter, [
    ['kind', filter.kind],
    ['state', filter.states.join(',')],
    ['served', filter.served],
    ['ending', filter.ending],
    ...valueFilters.map((name) => [name, filter[name]] as const),
  ]);

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
