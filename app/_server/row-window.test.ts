import { describe, expect, it } from 'vitest';
import { rowWindow } from './row-window.ts';

describe('the rows that an address asks for', () => {
  it('are a hundred from the first on where it does not say', () => {
    expect(rowWindow(new URLSearchParams(), 200)).toEqual({ offset: 0, limit: 100 });
    expect(rowWindow(new URLSearchParams({ offset: '60', limit: '200' }), 200)).toEqual({ offset: 60, limit: 200 });
  });

  it.each([
    ['offset', '-1', 'offset is a whole number from 0 to 10000000, not "-1".'],
    ['offset', '99999999', 'offset is a whole number from 0 to 10000000, not "99999999".'],
    ['limit', '0', 'limit is a whole number from 1 to 200, not "0".'],
    ['limit', '201', 'limit is a whole number from 1 to 200, not "201".'],
    ['limit', '1e2', 'limit is a whole number from 1 to 200, not "1e2".'],
  ])('are refused with %s %s, and it says why', async (field, value, message) => {
    const refusal = rowWindow(new URLSearchParams({ [field]: value }), 200);
    if (!(refusal instanceof Response)) throw new Error('It was not refused.');
    expect(refusal.status).toBe(400);
    expect(await refusal.json()).toEqual({ error: { field, value, message } });
  });
});
