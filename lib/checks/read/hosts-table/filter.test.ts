import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hostStates } from '../views.ts';
import { hostColumns, isNarrowed, readHostsFilter, usualColumns, writeHostsFilter } from './filter.ts';

it('reads what it knows and leaves the rest', () => {
  const filter = readHostsFilter({
    ...{ q: '  dc01 ', state: ['critical', 'odd,warning'], site: 'FRA-1', tag: ['tier0', 'tier1'], paused: 'maybe', intended: 'no' },
    ...{ sort: '-checked', columns: 'tags,cat', page: '2', unknown: 'x' },
  });
  expect(filter).toMatchObject({ q: 'dc01', states: ['critical', 'warning'], site: 'FRA-1', tag: 'tier0', paused: null, intended: 'no' });
  expect(filter).toMatchObject({ sort: { column: 'checked', descending: true }, columns: ['name', 'tags'], page: 2 });
  expect(writeHostsFilter(filter)).toEqual({
    ...{ q: 'dc01', state: 'critical,warning', site: 'FRA-1', tag: 'tier0', intended: 'no', sort: '-checked', columns: 'name,tags' },
    page: '2',
  });
});

it('takes an empty address for the usual list: worst first, nothing narrowed', () => {
  const filter = readHostsFilter({ q: ' ', page: '-1', sort: 'cat', columns: 'cat' });
  expect(filter).toMatchObject({ sort: { column: 'state', descending: false }, columns: usualColumns, page: null });
  expect([isNarrowed(filter), isNarrowed({ ...filter, tag: 'tier0' })]).toEqual([false, true]);
  expect(writeHostsFilter(filter)).toEqual({});
});

it('comes back from the address as it was written', () => {
  const text = fc.string({ minLength: 1, maxLength: 30 }).filter((value) => value.trim() === value && value !== '');
  const value = fc.option(text);
  const filters = fc.record({
    q: fc.oneof(fc.constant(''), text),
    states: fc.subarray([...hostStates]),
    paused: fc.constantFrom('yes', 'no', null),
    intended: fc.constantFrom('yes', 'no', null),
    ...{ domain: value, site: value, tag: value, owner: value, cause: value, profile: value, managed: value },
    sort: fc.record({ column: fc.constantFrom(...hostColumns), descending: fc.boolean() }),
    columns: fc.subarray([...hostColumns.slice(1)]).map((columns) => ['name', ...columns] as (typeof hostColumns)[number][]),
    page: fc.option(fc.integer({ min: 1, max: 999 })),
  });
  fc.assert(
    fc.property(filters, (filter) => {
      const address = new URLSearchParams(writeHostsFilter(filter));
      expect(readHostsFilter(Object.fromEntries(address))).toEqual(filter);
    }),
  );
});
