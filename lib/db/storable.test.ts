import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storable, storableTime } from './storable.ts';

describe('storable data', () => {
  it('has no NUL and no half of a surrogate pair, in values or in names', () => {
    expect(storable({ 'na\0me': ['a\0b', 'half \ud83d'], n: 1 })).toEqual({ 'na\uFFFDme': ['a\uFFFDb', 'half \uFFFD'], n: 1 });
  });

  it('is the same object when every text can be stored', () => {
    const data = { greeting: 'Grüße 🙂', nested: [null, true, 2.5, 'a\\u0000b'.slice(0, 1)] };
    expect(storable(data)).toBe(data);
  });

  it('never lets through a text that cannot be stored', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary' }))), (data) => {
        const stored = storable(data);
        const texts = [...Object.keys(stored), ...Object.values(stored).flat()];
        expect(texts.filter((text) => !text.isWellFormed() || text.includes('\0'))).toEqual([]);
      }),
    );
  });
});

describe('a storable time', () => {
  it('is that of the certificate, unless the database knows no such year', () => {
    expect(storableTime('0001-01-01T00:00:00.000Z')).toEqual(new Date('0001-01-01T00:00:00.000Z'));
    expect(storableTime('9999-12-31T23:59:59.000Z')).toEqual(new Date('9999-12-31T23:59:59.000Z'));
    expect(storableTime('0000-12-31T23:59:59.000Z')).toBeNull();
    expect(storableTime(null)).toBeNull();
  });
});
