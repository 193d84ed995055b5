import { describe, expect, it, vi } from 'vitest';
import { now } from '../../clock.ts';
import type { Database } from '../../db/client.ts';
import { diagnose } from '../../diagnosis/diagnose.ts';
import { defaultSubject } from '../../diagnosis/subject.ts';
import { evidenceOf, failedConnect, makeAttempt } from '../../diagnosis/testing/evidence-factory.ts';
import { connectFails, lookupFails } from '../../diagnosis/testing/evidence-of-failures.ts';
import type { Evidence } from '../../probe/evidence.ts';
import { probeEndpoint } from '../../probe/probe-endpoint.ts';
import { createTrustAnchors } from '../../probe/x509/trust-anchors.ts';
import { startLdapServer } from '../../simulation/ldap-server.ts';
import { UNREACHABLE_ADDRESS } from '../../simulation/unreachable-address.ts';
import { createFamilyWatch } from './family-reached.ts';
import { lookAtControls } from './look-at-controls.ts';
import { createOwnNetworkWatch } from './own-network.ts';
import { mayBeOwnNetwork } from './signs.ts';

/** A store that knows no door and takes what is kept. */
const store = () => {
  const kept: string[] = [];
  const transaction = {
    $executeRaw: async (...words: unknown[]) => kept.push(JSON.stringify(words)),
    $queryRaw: async () => [{ revision: '1' }],
  };
  const db = { $queryRaw: async () => [], $transaction: async (body: (tx: unknown) => Promise<unknown>) => body(transaction) };
  return { db: db as unknown as Database, kept };
};
const watch = (look: typeof lookAtControls, wasGone = false) =>
  createOwnNetworkWatch({
    ...{ db: store().db, location: { id: 1, name: 'berlin' }, resolvers: [], controlNames: [], wasGone, look },
    onError: (error) => {
      throw error;
    },
  });
const nothingAnswers = async () => ({ interfaces: [], lookups: [], doors: [] });
const aDoorAnswers = async () => ({
  ...{ interfaces: ['eth0'], lookups: [] },
  doors: [{ host: 'dc02', address: '192.0.2.11', port: 636, outcome: 'connected' as const }],
});
const timedOut = connectFails('timeout');

describe('the watch over a location’s own network', () => {
  it('marks evidence of a failure when its controls are silent, and leaves the rest as it is', async () => {
    const gone = watch(nothingAnswers);
    expect(await gone.witness(timedOut)).toEqual({ ...timedOut, ownNetworkGone: { because: 'no network interface is up' } });
    const refused = connectFails('refused');
    expect(await gone.witness(refused)).toBe(refused);
    expect(await watch(aDoorAnswers).witness(timedOut)).toBe(timedOut);
  });

  it('asks once for the many probes that fail together', async () => {
    const look = vi.fn(nothingAnswers);
    const gone = watch(look);
    await Promise.all(Array.from({ length: 50 }, () => gone.witness(timedOut)));
    expect(look).toHaveBeenCalledTimes(1);
  });

  it('asks nothing while another door was reached just now', async () => {
    const look = vi.fn(nothingAnswers);
    const working = watch(look);
    await working.witness(evidenceOf(makeAttempt()));
    expect(await working.witness(timedOut)).toBe(timedOut);
    expect(look).not.toHaveBeenCalled();
  });

  it('looks again only while the network is gone', async () => {
    const look = vi.fn(aDoorAnswers);
    await watch(look).lookAgain();
    expect(look).not.toHaveBeenCalled();
    const returned = watch(look, true);
    await returned.lookAgain();
    expect(look).toHaveBeenCalledTimes(2);
    await returned.lookAgain();
    expect(look).toHaveBeenCalledTimes(2);
  });

  it('saves a check with the fault of its own look rather than losing it', async () => {
    const told: unknown[] = [];
    const broken = createOwnNetworkWatch({
      ...{ db: store().db, location: { id: 1, name: 'berlin' }, resolvers: [], controlNames: [], wasGone: false },
      look: () => Promise.reject(new Error('no sockets')),
      onError: (error) => told.push(error),
    });
    expect(await broken.witness(timedOut)).toBe(timedOut);
    expect(told).toHaveLength(1);
  });
});

describe('a server to which the system knows no way', () => {
  const look = (address: string, port: number, host: string) =>
    probeEndpoint(
      { host, port, transport: 'ldaps' },
      { location: 'berlin', anchors: createTrustAnchors([]), addresses: [address], plainPort: 1 },
    );
  const judged = (evidence: Evidence) => diagnose(evidence, { subject: defaultSubject, now: now() });

  it('is found to be so while others of its family of addresses are reached', async () => {
    const other = await startLdapServer();
    const watching = watch(lookAtControls);
    await watching.witness(await look(other.address, other.port, 'dc02'));
    const seen = await watching.witness(await look(UNREACHABLE_ADDRESS, 636, 'dc01'));
    expect(seen).toMatchObject({ familiesReached: [4], attempts: [{ connect: { code: 'network-unreachable' } }] });
    expect(judged(seen)).toMatchObject({ verdict: 'critical', findings: [{ id: 'host-unreachable', no: 203, confidence: 'certain' }] });
    await other.stop();
  });

  it('is blamed for nothing where no other is known, and none of that family', async () => {
    const alone = await watch(lookAtControls).witness(await look(UNREACHABLE_ADDRESS, 636, 'dc01'));
    expect(judged(alone)).toMatchObject({ verdict: 'unknown', findings: [] });
    const withoutIpv6 = watch(lookAtControls);
    await withoutIpv6.witness(evidenceOf(makeAttempt()));
    const seen = await withoutIpv6.witness(await look('ff0e::1', 636, 'dc01'));
    expect(seen).toMatchObject({ attempts: [{ connect: { code: 'network-unreachable' } }] });
    expect(judged(seen)).toMatchObject({ verdict: 'unknown', findings: [] });
  });

  it('is judged by doors that were reached before and are asked again, one look for many', async () => {
    const asked = vi.fn(async ({ doors }: Parameters<typeof lookAtControls>[0]) => ({
      ...{ interfaces: null, lookups: [] },
      doors: doors.map((door) => ({ ...door, outcome: 'connected' as const })),
    }));
    const watching = createFamilyWatch({ look: asked, withinMs: 2_000 });
    const known = async () => [
      { host: 'dc02', address: '192.0.2.11', port: 636 },
      { host: 'dc03', address: '2001:db8::3', port: 636 },
      { host: 'dc04', address: '127.0.0.4', port: 636 },
    ];
    expect(await Promise.all([1, 2, 3].map(() => watching.isReached(4, false, known)))).toEqual([true, true, true]);
    expect(asked.mock.calls.map(([{ doors }]) => doors.map(({ host }) => host))).toEqual([['dc02']]);
    expect(await watching.isReached(6, true, known)).toBe(false);
  });
});

describe('signs of a network that is gone', () => {
  it.each([
    ['a timeout', timedOut, true],
    ['a host without a way to it', connectFails('host-unreachable'), true],
    ['a lookup without an answer', lookupFails('resolver-timeout'), true],
    ['a name that does not exist', lookupFails('name-not-found'), false],
    ['a refusal', connectFails('refused'), false],
    ['one address of two', evidenceOf(makeAttempt(), makeAttempt({ address: '192.0.2.11', ...failedConnect('timeout') })), false],
  ])('%s', (_case, evidence, sign) => {
    expect(mayBeOwnNetwork(evidence)).toBe(sign);
  });
});

describe('the controls of a location', () => {
  it('tell doors that accept from those that refuse and those that are silent', async () => {
    const server = await startLdapServer();
    const closed = await startLdapServer();
    await closed.stop();
    const doors = [
      { host: 'dc01', address: server.address, port: server.port },
      { host: 'dc02', address: closed.address, port: closed.port },
      { host: 'dc03', address: 'ff0e::1', port: 636 },
    ];
    const facts = await lookAtControls({ doors, names: [], resolvers: [], lookupsWorked: false }, { onThisMachine: true });
    await server.stop();
    expect(facts).toMatchObject({ interfaces: null, lookups: [] });
    expect(facts.doors.map(({ outcome }) => outcome)).toEqual(['connected', 'refused', 'no-answer']);
  });

  it('ask for the names that the operator gave, and take a resolver that nobody can reach for silent', async () => {
    const controls = { doors: [], names: ['corp.example', 'lab.example'], resolvers: ['127.0.0.1:9'], lookupsWorked: false };
    const { lookups } = await lookAtControls(controls, { onThisMachine: false });
    expect(lookups).toEqual(controls.names.map((name) => ({ name, outcome: 'no-answer', isProven: true })));
    expect(await lookAtControls({ ...controls, resolvers: ['nowhere'] }, { onThisMachine: false })).toMatchObject({ lookups: [] });
  });
});
