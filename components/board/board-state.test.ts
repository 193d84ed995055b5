import { describe, expect, it } from 'vitest';
import type { BoardHost, BoardView } from '#lib/checks/read/views.ts';
import { changeWords } from './announce.ts';
import { boardStateOf, patchBoard } from './board-state.ts';
import { createBoardStore } from './board-store.ts';
import { changedWithinHour, countStates, nextToExpire, rankCauses } from './tally.ts';
import { boardHost } from './testing/board-host.ts';

const early = '2026-11-21T10:00:00.000Z';
const later = '2026-11-21T10:05:00.000Z';
const view = (hosts: BoardHost[], generatedAt = early): BoardView => ({
  ...{ hosts, counts: countStates(hosts), causes: [], nextToExpire: [], changedLastHour: [], silentWorkers: [] },
  ...{ lastResultAt: null, revision: '1', generatedAt },
});
const changes = (hosts: BoardHost[], whole = false) => ({ whole, hosts, silentWorkers: [], revision: '2', generatedAt: later });
const healthy = boardHost({ name: 'a', checkedAt: early, since: early });
const broken = boardHost({ name: 'a', state: 'critical', checkedAt: later, since: later });

describe('patchBoard', () => {
  it('replaces changed hosts, keeps the others, and takes the newest result', () => {
    const state = patchBoard(boardStateOf(view([healthy, boardHost({ name: 'b' })])), changes([broken]));
    expect([...state.hosts.values()].map((host) => [host.name, host.state])).toEqual([
      ['a', 'critical'],
      ['b', 'healthy'],
    ]);
    expect([state.lastResultAt, state.generatedAt]).toEqual([later, later]);
    expect(state.changed).toEqual([{ name: 'a', state: 'critical', since: later }]);
  });

  it('forgets hosts that a whole board does not hold', () => {
    const state = patchBoard(boardStateOf(view([healthy, boardHost({ name: 'b' })])), changes([healthy], true));
    expect([...state.hosts.keys()]).toEqual(['a']);
  });

  it('is no news that a new host turned out healthy, nor that nothing changed', () => {
    const unchecked = boardHost({ name: 'a', state: 'not-checked' });
    expect(patchBoard(boardStateOf(view([unchecked])), changes([healthy])).changed).toEqual([]);
    expect(patchBoard(boardStateOf(view([healthy])), changes([healthy])).changed).toEqual([]);
  });
});

describe('the store', () => {
  it('tells those who look until they leave', () => {
    const store = createBoardStore(view([healthy]));
    let told = 0;
    const leave = store.subscribe(() => {
      told += 1;
    });
    store.receive({ kind: 'changes', changes: changes([broken]) });
    leave();
    store.receive({ kind: 'status', status: 'offline', retryInMs: 15_000 });
    expect([told, store.read().connection.status]).toEqual([1, 'offline']);
  });

  it('takes a newer rendering of the page, and passes over an older one', () => {
    const store = createBoardStore(view([healthy]));
    store.receive({ kind: 'changes', changes: changes([broken]) });
    store.adopt(view([healthy], early));
    expect(store.read().hosts.get('a')?.state).toBe('critical');
    store.adopt(view([], '2026-11-21T10:06:00.000Z'));
    expect(store.read().hosts.size).toBe(0);
  });

  it('names a worker as soon as it is told that it is silent, and no longer than that', () => {
    const store = createBoardStore(view([healthy]));
    const silentWorkers = [{ location: 'main', lastSeenAt: null, hostCount: 1, networkGoneSince: null }];
    store.receive({ kind: 'changes', changes: { ...changes([]), silentWorkers } });
    expect(store.read().silentWorkers).toEqual(silentWorkers);
    store.receive({ kind: 'changes', changes: changes([]) });
    expect(store.read().silentWorkers).toEqual([]);
  });
});

it('says in one sentence what changed, and nothing when only times did', () => {
  const before = boardStateOf(view([healthy, boardHost({ name: 'b', state: 'critical' })])).hosts;
  const after = new Map([broken, boardHost({ name: 'b' })].map((host) => [host.name, host]));
  expect(changeWords(before, after)).toBe('1 host became critical, 1 host recovered.');
  expect(changeWords(before, new Map([...before].map(([name, host]) => [name, { ...host, checkedAt: later }])))).toBeNull();
});

describe('the summaries', () => {
  const cause = (id: string, no: number) => ({ id, no, title: id });

  it('rank causes by the worst state, then by how many hosts they lead on', () => {
    const hosts = [
      boardHost({ name: 'a', state: 'warning', cause: cause('soon', 406) }),
      boardHost({ name: 'b', state: 'warning', cause: cause('soon', 406) }),
      boardHost({ name: 'c', state: 'critical', cause: cause('refused', 201) }),
    ];
    expect(rankCauses(hosts).map(({ id, hostCount }) => [id, hostCount])).toEqual([
      ['refused', 1],
      ['soon', 2],
    ]);
  });

  it('leave expired certificates out of what expires next', () => {
    const hosts = ['2026-11-20T00:00:00.000Z', '2026-12-24T00:00:00.000Z', '2026-12-01T00:00:00.000Z', null].map((expiresAt, index) =>
      boardHost({ name: `h${index}`, expiresAt }),
    );
    expect(nextToExpire(hosts, new Date(early), 5).map(({ name }) => name)).toEqual(['h2', 'h1']);
    expect(nextToExpire(hosts, new Date(early), 1)).toHaveLength(1);
  });

  it('keep the changes of the last hour, newest first', () => {
    const changed = ['2026-11-21T08:59:00.000Z', '2026-11-21T09:30:00.000Z', '2026-11-21T09:50:00.000Z'].map((since, index) => ({
      ...{ name: `h${index}`, state: 'critical' as const, since },
    }));
    expect(changedWithinHour(changed, new Date(early)).map(({ name }) => name)).toEqual(['h2', 'h1']);
  });
});
