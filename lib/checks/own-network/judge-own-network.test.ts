import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ControlDoor, type ControlLookup, judgeOwnNetwork } from './judge-own-network.ts';

const door = (host: string, outcome: ControlDoor['outcome']): ControlDoor => ({ host, address: '192.0.2.10', port: 636, outcome });
const lookup = (outcome: ControlLookup['outcome'], isProven = true): ControlLookup => ({ name: '.', outcome, isProven });
const silent = door('dc01', 'no-answer');

describe('the judgement of a location’s own network', () => {
  it.each([
    ['a door that is reached', { lookups: [lookup('no-answer')], doors: [silent, door('dc02', 'connected')] }],
    ['a door that refuses, for the refusal came through', { lookups: [lookup('no-answer')], doors: [silent, door('dc02', 'refused')] }],
    ['a lookup that is answered', { lookups: [lookup('answered', false)], doors: [silent, door('dc02', 'no-answer')] }],
  ])('is that it works by %s', (_case, { lookups, doors }) => {
    expect(judgeOwnNetwork({ interfaces: ['eth0'], lookups, doors }).state).toBe('works');
  });

  it.each([
    ['two hosts are silent that were reached lately', [], [silent, door('dc02', 'no-answer')], 'not even hosts that it reached lately'],
    ['one host and the DNS servers are', [lookup('no-answer')], [silent], 'neither a host that it reached lately nor its DNS servers'],
    [
      'a local stub has nobody to ask',
      [lookup('server-failure')],
      [silent, silent],
      'neither a host that it reached lately nor its DNS servers',
    ],
    ['two names are silent that the operator gave', [lookup('no-answer'), lookup('no-answer')], [], 'not even its DNS servers'],
  ])('is that it is gone when %s', (_case, lookups, doors, words) => {
    expect(judgeOwnNetwork({ interfaces: ['eth0'], lookups, doors })).toEqual({
      state: 'gone',
      because: `nothing answers any more, ${words}`,
    });
  });

  it('is that it is gone when no interface is left and nothing answers', () => {
    expect(judgeOwnNetwork({ interfaces: [], lookups: [], doors: [] })).toEqual({ state: 'gone', because: 'no network interface is up' });
    expect(judgeOwnNetwork({ interfaces: null, lookups: [], doors: [] }).state).toBe('unclear');
    expect(judgeOwnNetwork({ interfaces: [], lookups: [], doors: [door('dc01', 'connected')] }).state).toBe('works');
  });

  it.each([
    ['one host alone, which may be down itself', [], [silent, silent]],
    ['a resolver that never answered', [lookup('no-answer', false)], [silent]],
    ['nothing at all', [], []],
  ])('is unclear by %s', (_case, lookups, doors) => {
    expect(judgeOwnNetwork({ interfaces: ['eth0'], lookups, doors }).state).toBe('unclear');
  });

  it('never calls a network gone in which something answers, and never one that lost a single host', () => {
    const anyDoor = fc.record({
      host: fc.constantFrom('dc01', 'dc02', 'dc03'),
      address: fc.constant('192.0.2.10'),
      port: fc.constant(636),
      outcome: fc.constantFrom('connected' as const, 'refused' as const, 'no-answer' as const),
    });
    const anyLookup = fc.record({
      name: fc.constant('.'),
      outcome: fc.constantFrom('answered' as const, 'server-failure' as const, 'no-answer' as const),
      isProven: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyLookup, { maxLength: 3 }), fc.array(anyDoor, { maxLength: 4 }), (lookups, doors) => {
        const { state } = judgeOwnNetwork({ interfaces: ['eth0'], lookups, doors });
        const answers = lookups.some(({ outcome }) => outcome === 'answered') || doors.some(({ outcome }) => outcome !== 'no-answer');
        if (answers) expect(state).toBe('works');
        if (state === 'gone')
          expect(lookups.filter(({ isProven }) => isProven).length + new Set(doors.map(({ host }) => host)).size).toBeGreaterThan(1);
      }),
    );
  });
});
