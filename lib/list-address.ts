/** What the addresses of long lists have in common: search, order, columns and page. Pure; browser and server share it. */

/** The parameters of an address, as pages and handlers are given them. */
export type AddressParameters = Readonly<Record<string, string | string[] | undefined>>;

export type ListSort<Column extends string> = { column: Column; descending: boolean };

export type ListFilter<Column extends string> = {
  /** As it was typed. */
  q: string;
  sort: ListSort<Column>;
  columns: readonly Column[];
  /** From 1; null shows the whole list as one that scrolls. */
  page: number | null;
};

/** What a list has, and how it is where its address does not say. */
export type ListShape<Column extends string> = {
  /** In the order in which they stand. The first one leads to the row's page, so it is always there. */
  columns: readonly Column[];
  usualColumns: readonly Column[];
  /** The column by which the list is in order, ascending. */
  usualSort: Column;
};

/** Stands for "has none" where a filter is one of the values which occur. */
export const noValue = '-';
/** How many rows a page shows where the list is shown as pages. */
export const pageSize = 100;
const textMax = 400;

/** The value that a text names; null for none of them. */
export const oneOf = <Value extends string>(values: readonly Value[], text: string | undefined): Value | null =>
  values.find((value) => value === text) ?? null;

/** Repeated and comma-separated values alike, each once, in the order of `values`; others are left out. */
export function someOf<Value extends string>(values: readonly Value[], given: string | string[] | undefined): Value[] {
  const wanted = new Set([given ?? []].flat().flatMap((text) => text.split(',')));
  return values.filter((value) => wanted.has(value));
}

/** The first value of a parameter. */
export const firstOf = (parameters: AddressParameters, name: string): string | undefined => [parameters[name] ?? []].flat()[0];

/** What parameters hold that are one of the values which occur; null where nothing is asked for. */
export const readValues = <Name extends string>(names: readonly Name[], parameters: AddressParameters): Record<Name, string | null> =>
  Object.fromEntries(names.map((name) => [name, firstOf(parameters, name)?.trim().slice(0, textMax) || null])) as Record<
    Name,
    string | null
  >;

/** Reads what lists have in common; what it does not know is as if it were not there. */
export function readListFilter<Column extends string>(shape: ListShape<Column>, parameters: AddressParameters): ListFilter<Column> {
  const sort = firstOf(parameters, 'sort');
  const descending = sort?.startsWith('-') === true;
  const column = oneOf(shape.columns, descending ? sort?.slice(1) : sort);
  const columns = someOf(shape.columns, parameters.columns);
  const page = Number(firstOf(parameters, 'page'));
  return {
    q: (firstOf(parameters, 'q') ?? '').trim().slice(0, textMax),
    sort: column === null ? { column: shape.usualSort, descending: false } : { column, descending },
    columns: columns.length === 0 ? shape.usualColumns : shape.columns.filter((one, index) => index === 0 || columns.includes(one)),
    page: Number.isInteger(page) && page >= 1 && page <= 1_000_000 ? page : null,
  };
}

/** The shortest address that says the same: what is usual, empty or null is left out. `own` is what this list alone has. */
export function writeListFilter<Column extends string>(
  shape: ListShape<Column>,
  { q, sort, columns, page }: ListFilter<Column>,
  own: readonly (readonly [name: string, value: string | null])[],
): Record<string, string> {
  const sortText = `${sort.descending ? '-' : ''}${sort.column}`;
  const columnsText = columns.join(',');
  const entries: (readonly [string, string | null])[] = [
    ['q', q],
    ...own,
    ['sort', sortText === shape.usualSort ? null : sortText],
    ['columns', columnsText === shape.usualColumns.join(',') ? null : columnsText],
    ['page', page === null ? null : String(page)],
  ];
  return Object.fromEntries(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** The parameters of an address, with all values of those that are repeated. */
export const parametersOf = (search: URLSearchParams): AddressParameters =>
  Object.fromEntries([...new Set(search.keys())].map((name) => [name, search.getAll(name)]));
