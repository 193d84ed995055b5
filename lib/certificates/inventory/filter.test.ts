import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parametersOf } from '../../list-address.ts';
import {
  certificateStates,
  endings,
  type InventoryFilter,
  inventoryColumns,
  inventoryKinds,
  isNarrowed,
  readFilter,
  servedChoices,
  servedInForce,
  usualColumns,
  withoutFilters,
  writeFilter,
} from './filter.ts';

const text = fc.option(
  fc.string({ minLength: 1, maxLength: 40 }).filter((value) => value.trim() === value),
  { nil: null },
);
const filters: fc.Arbitrary<InventoryFilter> = fc
  .record({
    q: fc.string({ maxLength: 40 }).map((value) => value.trim()),
    kind: fc.option(fc.constantFrom(...inventoryKinds), { nil: null }),
    states: fc.subarray([...certificateStates]),
    served: fc.option(fc.constantFrom(...servedChoices), { nil: null }),
    ending: fc.option(fc.constantFrom(...endings), { nil: null }),
    ...{ issuer: text, template: text, owner: text, site: text, domain: text, key: text, signature: text },
    sort: fc.record({ column: fc.constantFrom(...inventoryColumns), descending: fc.boolean() }),
    columns: fc
      .subarray([...inventoryColumns].slice(1))
      .map((columns): InventoryFilter['columns'] => (columns.length === 0 ? usualColumns : ['name', ...columns])),
    page: fc.option(fc.integer({ min: 1, max: 900 }), { nil: null }),
  })
  .map((filter) => ({ ...filter, served: filter.served === (filter.kind === 'trust-store' ? 'all' : 'now') ? null : filter.served }));

describe('the address of the inventory', () => {
  it('says exactly what was written into it', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const search = new URLSearchParams(writeFilter(filter));
        expect(readFilter(Object.fromEntries(search))).toEqual(filter);
        expect(readFilter(parametersOf(search))).toEqual(filter);
      }),
    );
  });

  it('is empty for the usual list', () => {
    expect(writeFilter(readFilter({}))).toEqual({});
    expect(isNarrowed(readFilter({}))).toBe(false);
    expect(writeFilter(readFilter({ served: 'now' }))).toEqual({});
  });

  it('leaves out what it does not know', () => {
    const strange = { kind: 'cat', state: 'expired,odd', served: 'x', ending: '5-9', sort: '-odd', columns: 'odd', page: '-3', more: 'x' };
    expect(writeFilter(readFilter(strange))).toEqual({ state: 'expired' });
  });

  it('takes repeated values as a form without JavaScript sends them, and keeps the name among the columns', () => {
    const filter = readFilter({ state: ['warning', 'expired'], columns: ['sha1', 'key'], q: '' });
    expect(filter.states).toEqual(['expired', 'warning']);
    expect(filter.columns).toEqual(['name', 'key', 'sha1']);
  });

  it('is about what is in use, but about everything that trust stores hold', () => {
    expect(servedInForce(readFilter({}))).toBe('now');
    expect(servedInForce(readFilter({ kind: 'trust-store' }))).toBe('all');
    expect(servedInForce(readFilter({ kind: 'trust-store', served: 'now' }))).toBe('now');
  });

  it('keeps order and columns when the filters are cleared', () => {
    const filter = readFilter({ q: 'dc', state: 'expired', sort: '-name', columns: 'name,key', page: '2' });
    expect(isNarrowed(filter)).toBe(true);
    expect(writeFilter(withoutFilters(filter))).toEqual({ sort: '-name', columns: 'name,key' });
  });
});
