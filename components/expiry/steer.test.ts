import { describe, expect, it } from 'vitest';
import { firstWeek, parsePlannerChoice } from '#lib/certificates/planner/filter.ts';
import { steered } from './steer.ts';

const usual = parsePlannerChoice({});
const first = (key: string, choice = usual) => {
  const next = steered(choice, key);
  return next && firstWeek(next);
};

describe('the keys of the charts', () => {
  it('move by a quarter or by all of what is shown', () => {
    expect(['ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown'].map((key) => first(key))).toEqual([-15, 11, -55, 51]);
    expect(first('ArrowRight', { ...usual, span: 4 })).toBe(0);
  });

  it('go back to now', () => {
    expect(steered({ ...usual, from: 40 }, 'Home')).toEqual(usual);
    expect(steered(usual, 'Home')).toBeNull();
  });

  it('zoom, the plus sign with or without shift', () => {
    expect([steered(usual, '+')?.span, steered(usual, '=')?.span, steered(usual, '-')?.span]).toEqual([26, 26, 104]);
    expect([steered({ ...usual, span: 4 }, '+'), steered({ ...usual, span: 156 }, '-')]).toEqual([null, null]);
  });

  it('stop at the end and leave other keys alone', () => {
    expect(steered({ ...usual, from: 2_600 }, 'ArrowRight')).toBeNull();
    expect(['Tab', 'a', 'Enter', 'ArrowUp'].map((key) => steered(usual, key))).toEqual([null, null, null, null]);
  });
});
