import { describe, expect, it } from 'vitest';
import { acceptedHostCount, describeHost, expiryWords } from './host-words.ts';
import { nextIndex } from './move-focus.ts';
import { boardTitle } from './sentence.ts';
import { countStates } from './tally.ts';
import { boardHost } from './testing/board-host.ts';

const now = new Date('2026-11-21T10:00:00.000Z');
const inHours = (hours: number) => ({ expiresAt: new Date(now.getTime() + hours * 3_600_000).toISOString() });

it('says days that are left, hours within two days, and how long ago it expired', () => {
  expect([inHours(24 * 12), inHours(31), inHours(0.5), inHours(-49), { expiresAt: null }].map((host) => expiryWords(host, now))).toEqual([
    '12 days left',
    '31 h left',
    'less than an hour left',
    'expired 2 days ago',
    null,
  ]);
});

it('counts the hosts with accepted findings, however many each has', () => {
  expect(acceptedHostCount([boardHost({ name: 'dc01', acceptedCount: 3 }), boardHost({ name: 'dc02' })])).toBe(1);
});

describe('describeHost', () => {
  it('begins with the name and says what colour and shape say', () => {
    const cause = { id: 'certificate-expired', no: 405, title: 'Certificate expired' };
    const host = boardHost({ name: 'dc1', state: 'critical', cause, since: '2026-11-21T09:22:00.000Z', ...inHours(-49) });
    expect(describeHost(host, now)).toBe('dc1, critical, certificate expired, for 38 min, expired 2 days ago');
  });

  it('never calls an old result by its old state alone', () => {
    expect(describeHost(boardHost({ name: 'dc1', state: 'stale', lastVerdict: 'healthy' }), now)).toContain('stale, was healthy');
    expect(describeHost(boardHost({ name: 'dc1', state: 'not-checked' }), now)).toBe('dc1, not checked yet');
  });
});

describe('nextIndex', () => {
  const grid = [0, 1, 2, 3, 4].map((index) => ({ left: (index % 3) * 26, top: Math.floor(index / 3) * 26 }));

  it('moves along rows and between them, to the nearest', () => {
    expect(nextIndex('ArrowRight', grid, 0)).toBe(1);
    expect(nextIndex('ArrowLeft', grid, 3)).toBe(2);
    expect(nextIndex('ArrowDown', grid, 1)).toBe(4);
    expect(nextIndex('ArrowDown', grid, 2)).toBe(4);
    expect(nextIndex('ArrowUp', grid, 3)).toBe(0);
    expect([nextIndex('Home', grid, 4), nextIndex('End', grid, 0)]).toEqual([0, 4]);
  });

  it('stays at the ends, and leaves other keys alone', () => {
    expect([nextIndex('ArrowRight', grid, 4), nextIndex('ArrowLeft', grid, 0), nextIndex('ArrowUp', grid, 1)]).toEqual([null, null, null]);
    expect([nextIndex('Enter', grid, 0), nextIndex('ArrowRight', [], 0)]).toEqual([null, null]);
  });
});

it('titles the page by the worst state', () => {
  const title = (...states: Parameters<typeof boardHost>[0]['state'][]) =>
    boardTitle(countStates(states.map((state, index) => boardHost({ name: `h${index}`, ...(state && { state }) }))));
  expect([title('critical', 'critical', 'warning'), title('warning', 'healthy'), title('healthy')]).toEqual([
    '2 critical · Board',
    '1 warning · Board',
    'All healthy · Board',
  ]);
});
