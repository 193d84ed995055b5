import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../diagnosis/rule.ts';
import { type Confirmation, confirm } from './confirm.ts';

const nothing: Confirmation = { recent: [], confirmed: null, confirming: false };
const checkedAs = (...checks: Verdict[]): Confirmation => checks.reduce<Confirmation>((state, verdict) => confirm(state, verdict), nothing);

describe('the confirmed verdict', () => {
  it('is healthy from the first healthy check on', () => {
    expect(checkedAs('healthy')).toEqual({ recent: ['healthy'], confirmed: 'healthy', confirming: false });
  });

  it('is open after a first critical check, until a second bears it out', () => {
    expect(checkedAs('critical')).toMatchObject({ confirmed: null, confirming: true });
    expect(checkedAs('critical', 'critical')).toMatchObject({ confirmed: 'critical', confirming: false });
  });

  it('does not follow a single stray result either way', () => {
    expect(checkedAs('healthy', 'healthy', 'critical')).toMatchObject({ confirmed: 'healthy', confirming: true });
    expect(checkedAs('healthy', 'critical', 'healthy')).toMatchObject({ confirmed: 'healthy', confirming: false });
    expect(checkedAs('critical', 'critical', 'healthy')).toMatchObject({ confirmed: 'critical', confirming: true });
  });

  it('turns when two of three agree, though not in a row', () => {
    expect(checkedAs('healthy', 'critical', 'healthy', 'critical').confirmed).toBe('critical');
    expect(checkedAs('critical', 'critical', 'healthy', 'healthy').confirmed).toBe('healthy');
  });

  it('takes two bad checks of different weight for the lighter one', () => {
    expect(checkedAs('healthy', 'critical', 'warning').confirmed).toBe('warning');
  });

  it('is left alone by checks that could not run', () => {
    const before = checkedAs('critical', 'critical');
    expect(confirm(before, 'unknown')).toEqual({ ...before, confirming: false });
  });

  it('agrees with the newest two checks whenever they agree with each other', () => {
    const verdict = fc.constantFrom<Verdict>('critical', 'warning', 'healthy');
    fc.assert(
      fc.property(fc.array(verdict), verdict, (earlier, last) => {
        const state = checkedAs(...earlier, last, last);
        expect(state.confirming).toBe(false);
        expect(state.confirmed).toBe(last);
      }),
    );
  });
});
