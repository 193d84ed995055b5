import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { advisoryLocks } from '../../db/advisory-locks.ts';
import { registerHosts } from '../../fleet/register-hosts.ts';
import { type SimulatedDnsServer, startDnsServer, type Zone } from '../../simulation/dns-server.ts';
import { FleetFixture, now } from '../read/testing/fleet-fixture.ts';
import { sweepNameAnswers } from './sweep-name-answers.ts';

const fleet = new FleetFixture();
const zone: Zone = {};
let outside: SimulatedDnsServer;
let inside: SimulatedDnsServer;
let silent: SimulatedDnsServer;

beforeAll(async () => {
  outside = await startDnsServer(zone);
  inside = await startDnsServer({ '*': { A: ['10.0.0.4'] } });
  silent = await startDnsServer({ '*': 'silent' });
});
afterAll(async () => {
  await Promise.all([outside.stop(), inside.stop(), silent.stop()]);
});
beforeEach(async () => {
  zone['dc01.corp.example'] = { A: ['203.0.113.5', '203.0.113.4'] };
  await registerHosts(fleet.context, { lines: 'dc01.corp.example\ndc02.corp.example\n192.0.2.1' });
  await fleet.db.domain.updateMany({ data: { resolvers: [inside.resolver], externalResolvers: [outside.resolver] } });
  await fleet.db.host.updateMany({ where: { name: 'dc01.corp.example' }, data: { reachedFromOutside: true } });
});

const sweep = (at = now) => sweepNameAnswers(fleet.db, { locationId: fleet.locationId, resolvers: [], now: at });
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);
const answers = async () => {
  const rows = await fleet.db.nameAnswer.findMany({ include: { host: true }, orderBy: [{ host: { name: 'asc' } }, { side: 'asc' }] });
  return rows.map(({ host, side, addresses, failure, askedAt }) => [
    host.name,
    side,
    addresses.join(' '),
    failure,
    askedAt.getTime() - now.getTime(),
  ]);
};

describe('the answers of DNS servers for the names of a domain', () => {
  it('are kept for every name and server, inside and outside, and asked for again after an hour', async () => {
    await sweep();
    const first = [
      ['dc01.corp.example', 'external', '203.0.113.4 203.0.113.5', null, 0],
      ['dc01.corp.example', 'internal', '10.0.0.4', null, 0],
      ['dc02.corp.example', 'external', '', 'name-not-found', 0],
      ['dc02.corp.example', 'internal', '10.0.0.4', null, 0],
    ];
    expect((await answers()).toSorted()).toEqual(first.toSorted());
    await sweep(later(600));
    expect((await answers()).map((row) => row[4])).toEqual([0, 0, 0, 0]);
    await sweep(later(3_600));
    expect((await answers()).map((row) => row[4])).toEqual([3_600_000, 3_600_000, 3_600_000, 3_600_000]);
  });

  it('make a host that is reached from outside due for a check when they change, and only then', async () => {
    const due = async () => {
      const states = await fleet.db.endpointState.findMany({
        where: { nextDueAt: now },
        include: { endpoint: { include: { host: true } } },
      });
      return states.map(({ endpoint }) => endpoint.host.name);
    };
    const farAway = later(86_400);
    await sweep(later(-3_600));
    await fleet.db.endpointState.updateMany({ data: { nextDueAt: farAway } });
    zone['dc01.corp.example'] = { A: ['10.0.0.9'] };
    await sweep();
    expect(await due()).toEqual(['dc01.corp.example']);
    await fleet.db.endpointState.updateMany({ data: { nextDueAt: farAway } });
    await sweep(later(3_600));
    expect(await fleet.db.endpointState.count({ where: { nextDueAt: { not: farAway } } })).toBe(0);
  });

  it('of a resolver that is silent are a failure of each name, and keep nobody waiting for each', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `dc${index + 10}.corp.example`);
    await registerHosts(fleet.context, { lines: names.join('\n') });
    await fleet.db.domain.updateMany({ data: { externalResolvers: [silent.resolver] } });
    const startedAt = Date.now();
    await sweep();
    expect(Date.now() - startedAt).toBeLessThan(12_000);
    expect(await fleet.db.nameAnswer.count({ where: { side: 'external', failure: 'resolver-timeout' } })).toBe(62);
  });

  it('are forgotten with their resolver, and nobody asks where no external one is named', async () => {
    await sweep();
    await fleet.db.domain.updateMany({ data: { externalResolvers: [] } });
    const before = inside.questions.length;
    await sweep(later(7_200));
    expect(await answers()).toEqual([]);
    expect(inside.questions).toHaveLength(before);
  });

  it('are asked for from inside where a worker stands there, and by one at a time', async () => {
    await fleet.db.location.create({ data: { name: 'cloud', reach: 'outside', createdAt: now, lastSeenAt: now } });
    const { id } = await fleet.db.location.findUniqueOrThrow({ where: { name: 'cloud' } });
    const fromOutside = () => sweepNameAnswers(fleet.db, { locationId: id, resolvers: [], now });
    await fromOutside();
    expect(await answers()).toEqual([]);
    await fleet.db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.nameAnswers})`;
      await sweep();
    });
    expect(await answers()).toEqual([]);
    await fleet.db.location.updateMany({ where: { name: 'here' }, data: { lastSeenAt: later(-3_600) } });
    await fromOutside();
    expect(await answers()).toHaveLength(4);
  });
});
