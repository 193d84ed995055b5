import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdicts } from '../../diagnosis/rule.ts';
import {
  decidingEndpoint,
  type EndpointFacts,
  isConfirming,
  judgeEndpoint,
  type LookFacts,
  leadingCause,
  staleAt,
  stateOfLook,
  stateRank,
  stateSummary,
  type VerdictPolicy,
  verdictPolicies,
  verdictPolicyOf,
} from './host-state.ts';
import { hostStates } from './views.ts';

const now = new Date('2026-03-01T12:00:00Z');
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1_000);
const cause = { id: 'certificate-expired', no: 402, title: 'The certificate has expired', severity: 'critical' as const };

const look = (overrides: Partial<LookFacts> = {}): LookFacts => ({
  verdict: 'healthy',
  verdictSince: ago(7_200),
  confirming: false,
  cause: null,
  summary: null,
  unknownBecause: null,
  lastCheckedAt: ago(60),
  ...overrides,
});
const failing = (overrides: Partial<LookFacts> = {}): LookFacts =>
  look({ verdict: 'critical', cause, summary: 'It expired on 28 February.', ...overrides });
const never = look({ verdict: null, verdictSince: null, lastCheckedAt: null });
const endpoint = (...looks: LookFacts[]): EndpointFacts => ({ port: 636, intervalSeconds: 300, pausedAt: null, policy: 'any', looks });

describe('the state of an endpoint', () => {
  it.each([
    ['critical', look({ verdict: 'critical' })],
    ['warning', look({ verdict: 'warning' })],
    ['healthy', look()],
    ['not-checked', look({ verdict: 'unknown' })],
    ['not-checked', never],
  ])('is %s by what its only location saw', (state, seen) => {
    expect(judgeEndpoint(endpoint(seen), now).state).toBe(state);
  });

  it('is not checked before any location knows of it', () => {
    expect(judgeEndpoint(endpoint(), now)).toEqual({ state: 'not-checked', since: null, look: null });
  });

  it('turns stale three intervals and half a minute after the last result, and not a millisecond sooner', () => {
    const seen = look({ lastCheckedAt: ago(930) });
    expect(judgeEndpoint(endpoint(seen), now)).toMatchObject({ state: 'stale', since: now });
    expect(judgeEndpoint(endpoint(seen), new Date(now.getTime() - 1)).state).toBe('healthy');
    expect(staleAt(ago(930), 300)).toEqual(now);
  });

  it('is stale when the result lies more than a minute ahead of the clock, since nobody knows when', () => {
    expect(judgeEndpoint(endpoint(look({ lastCheckedAt: ago(-60) })), now).state).toBe('healthy');
    expect(judgeEndpoint(endpoint(look({ lastCheckedAt: ago(-61) })), now)).toMatchObject({ state: 'stale', since: null });
    expect(judgeEndpoint(endpoint(failing({ lastCheckedAt: ago(-86_400) }), look()), now).state).toBe('healthy');
  });

  it('keeps the look that a stale state was before, and shows none of its colour or cause', () => {
    const judged = judgeEndpoint(endpoint(failing({ lastCheckedAt: ago(4_000), confirming: true })), now);
    expect(judged.look?.verdict).toBe('critical');
    expect([leadingCause(judged), stateSummary(judged), isConfirming(judged)]).toEqual([null, null, false]);
  });

  it('is the worst of what the locations see', () => {
    expect(judgeEndpoint(endpoint(look(), failing(), look({ verdict: 'warning' })), now)).toMatchObject({
      state: 'critical',
      since: ago(7_200),
    });
  });

  it('is not decided by a location that is silent, could not look or has yet to, while another sees it', () => {
    const silent = failing({ lastCheckedAt: ago(9_000) });
    expect(judgeEndpoint(endpoint(silent, never, look({ verdict: 'unknown' }), look()), now).state).toBe('healthy');
    expect(judgeEndpoint(endpoint(silent, never), now).state).toBe('stale');
  });

  it('is maintenance since the pause, whatever was seen', () => {
    const paused = { ...endpoint(failing()), pausedAt: ago(10) };
    expect(judgeEndpoint(paused, now)).toMatchObject({ state: 'maintenance', since: ago(10), look: { verdict: 'critical' } });
  });

  it('names cause and sentence when it is bad, and why nothing could be seen when it is not checked', () => {
    const bad = judgeEndpoint(endpoint(failing({ confirming: true })), now);
    expect(leadingCause(bad)).toEqual({ id: cause.id, no: cause.no, title: cause.title });
    expect(stateSummary(bad)).toBe('It expired on 28 February.');
    expect(isConfirming(bad)).toBe(true);
    const blind = judgeEndpoint(
      endpoint(look({ verdict: 'unknown', unknownBecause: 'The resolver is silent.', summary: 'x', cause })),
      now,
    );
    expect([leadingCause(blind), stateSummary(blind)]).toEqual([null, 'The resolver is silent.']);
  });

  it('does not show the notice of a healthy server as its cause, nor a recovery as unconfirmed', () => {
    const judged = judgeEndpoint(endpoint(look({ cause: { ...cause, severity: 'notice' }, summary: 'x', confirming: true })), now);
    expect([judged.state, leadingCause(judged), stateSummary(judged), isConfirming(judged)]).toEqual(['healthy', null, null, false]);
  });

  it('is never better than the worst fresh verdict, in whatever order the locations come', () => {
    const anyLook = fc.record({ verdict: fc.constantFrom(...verdicts), age: fc.integer({ min: 0, max: 5_000 }) });
    fc.assert(
      fc.property(fc.array(anyLook, { minLength: 1, maxLength: 4 }), (given) => {
        const looks = given.map(({ verdict, age }) => look({ verdict, lastCheckedAt: ago(age) }));
        const { state } = judgeEndpoint(endpoint(...looks), now);
        const fresh = given.filter(({ age }) => age < 930).map(({ verdict }) => verdict);
        for (const verdict of ['critical', 'warning'] as const)
          if (fresh.includes(verdict)) expect(stateRank(state)).toBeLessThanOrEqual(stateRank(verdict));
        expect(judgeEndpoint(endpoint(...looks.toReversed()), now).state).toBe(state);
      }),
    );
  });
});

describe('the policy of a domain', () => {
  const under = (policy: VerdictPolicy, ...looks: LookFacts[]) => judgeEndpoint({ ...endpoint(...looks), policy }, now);
  const warning = look({ verdict: 'warning' });

  it('takes the worst, what most see, or what all agree on', () => {
    const looks = [look(), failing(), look()];
    expect(verdictPolicies.map((policy) => under(policy, ...looks).state)).toEqual(['critical', 'healthy', 'healthy']);
    const mostFail = [failing(), look(), failing()];
    expect(verdictPolicies.map((policy) => under(policy, ...mostFail).state)).toEqual(['critical', 'critical', 'healthy']);
    const allBad = [failing(), warning, failing()];
    expect(verdictPolicies.map((policy) => under(policy, ...allBad).state)).toEqual(['critical', 'critical', 'warning']);
  });

  it('sides with the worse half in a tie', () => {
    expect(under('majority', look(), failing()).state).toBe('critical');
    expect(under('majority', look(), failing(), failing(), look()).state).toBe('critical');
    expect(under('majority', look(), warning, failing()).state).toBe('warning');
  });

  it('tells the cause and the time of a location that sees what was decided', () => {
    const judged = under('all', failing({ verdictSince: ago(7_200) }), failing({ verdictSince: ago(60) }));
    expect(judged).toMatchObject({ state: 'critical', since: ago(60), look: { cause } });
    expect(under('all', look({ verdictSince: ago(60) }), look({ verdictSince: ago(7_200) })).since).toEqual(ago(7_200));
  });

  it('asks only the locations that look', () => {
    const silent = look({ lastCheckedAt: ago(9_000) });
    expect(under('majority', silent, silent, failing()).state).toBe('critical');
    expect(under('all', silent, look({ verdict: 'unknown' }), never, failing()).state).toBe('critical');
    expect(under('all', silent, never).state).toBe('stale');
  });

  it('is `any` where the store says nothing that is known', () => {
    expect([null, undefined, 'most', 'all', 'majority'].map(verdictPolicyOf)).toEqual(['any', 'any', 'any', 'all', 'majority']);
  });

  const anyLooks = fc.array(
    fc
      .record({
        verdict: fc.constantFrom(...verdicts, null),
        age: fc.integer({ min: 0, max: 1_500 }),
        since: fc.integer({ min: 0, max: 9_000 }),
      })
      .map(({ verdict, age, since }) => look({ verdict, lastCheckedAt: verdict === null ? null : ago(age), verdictSince: ago(since) })),
    { maxLength: 7 },
  );

  it('is never worse under a milder policy, whatever was seen and in whatever order', () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        const ranks = verdictPolicies.map((policy) => stateRank(under(policy, ...looks).state));
        expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
        expect(verdictPolicies.map((policy) => stateRank(under(policy, ...looks.toReversed()).state))).toEqual(ranks);
      }),
    );
  });

  it('comes to what a location sees that looked, and to the same under every policy while they agree', () => {
    fc.assert(
      fc.property(anyLooks, fc.constantFrom(...verdictPolicies), (looks, policy) => {
        const states = looks.map((each) => stateOfLook(each, 300, now));
        const seen = states.filter((state) => state !== 'stale' && state !== 'not-checked');
        const judged = under(policy, ...looks);
        if (looks.length > 0) expect(seen.length > 0 ? seen : states).toContain(judged.state);
        if (new Set(seen).size === 1) expect(judged.state).toBe(seen[0]);
        if (judged.look !== null) expect(stateOfLook(judged.look, 300, now)).toBe(judged.state);
      }),
    );
  });

  it('by the majority needs at least half of those that look, and half is enough', () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        const seen = looks.map((each) => stateOfLook(each, 300, now)).filter((state) => state !== 'stale' && state !== 'not-checked');
        const critical = seen.filter((state) => state === 'critical').length;
        if (seen.length > 0) expect(under('majority', ...looks).state === 'critical').toBe(critical * 2 >= seen.length && critical > 0);
      }),
    );
  });
});

describe('the state of a host', () => {
  const door = (port: number, state: (typeof hostStates)[number]) => ({ port, judged: { state, since: null, look: null } });

  it('is that of its worst endpoint', () => {
    expect(decidingEndpoint([door(636, 'healthy'), door(389, 'stale'), door(3269, 'warning')])?.port).toBe(3269);
  });
  it('is told by the most usual port when several are equally bad', () => {
    expect(decidingEndpoint([door(389, 'critical'), door(1_636, 'critical'), door(3269, 'critical'), door(636, 'healthy')])?.port).toBe(
      3269,
    );
    expect(decidingEndpoint([door(10_636, 'healthy'), door(1_636, 'healthy')])?.port).toBe(1_636);
  });
  it('does not exist without an endpoint', () => {
    expect(decidingEndpoint([])).toBeUndefined();
  });
  it('is ranked in the order of the screen', () => {
    expect(hostStates.map(stateRank)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
