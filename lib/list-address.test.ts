import { describe, expect, it } from 'vitest';
import { type ListShape, readListFilter, readValues, writeListFilter } from './list-address.ts';

const shape: ListShape<'name' | 'state' | 'size'> = {
  columns: ['name', 'state', 'size'],
  usualColumns: ['name', 'size'],
  usualSort: 'size',
};

describe('the address of a list', () => {
  it('is empty for the usual list, but for what this list alone has', () => {
    const usual = readListFilter(shape, {});
    expect(usual).toEqual({ q: '', sort: { column: 'size', descending: false }, columns: ['name', 'size'], page: null });
    expect(writeListFilter(shape, usual, [])).toEqual({});
    expect(
      writeListFilter(shape, usual, [
        ['kind', 'root'],
        ['served', null],
        ['state', ''],
      ]),
    ).toEqual({ kind: 'root' });
  });

  it('leaves out columns, orders and pages that there are not, and keeps the first column', () => {
    expect(readListFilter(shape, { sort: '-weight', columns: 'weight', page: '1.5' })).toEqual(readListFilter(shape, {}));
    expect(readListFilter(shape, { columns: ['size,state', 'weight'], sort: '-size', page: '7' })).toEqual({
      ...{ q: '', sort: { column: 'size', descending: true }, columns: ['name', 'state', 'size'], page: 7 },
    });
  });

  it('takes the first value of a filter, without the space around it and no longer than it may be', () => {
    expect(readValues(['site', 'tag', 'owner'], { site: [' FRA ', 'BER'], tag: '  ', owner: 'x'.repeat(500) })).toEqual({
      ...{ site: 'FRA', tag: null, owner: 'x'.repeat(400) },
    });
  });
});
