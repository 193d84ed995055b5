import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRenewalFilter, renewalQuery, renewalStates } from './filter.ts';

it('ignores what it does not know', () => {
  expect(parseRenewalFilter({ state: 'late', owner: ['a', 'b'], page: '-2' })).toEqual({ state: 'current', owner: null, page: 1 });
});

it('reads back every filter that it writes into an address', () => {
  const filter = fc.record({
    state: fc.constantFrom(...renewalStates),
    owner: fc.option(fc.constantFrom('', 'Directory team', 'ops@corp.example')),
    page: fc.integer({ min: 1, max: 1_000 }),
  });
  fc.assert(
    fc.property(filter, (one) => {
      expect(parseRenewalFilter(renewalQuery(one))).toEqual(one);
    }),
  );
});
