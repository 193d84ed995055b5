import { beforeEach, describe, expect, it } from 'vitest';
import { ago, expired, FleetFixture, inDays, iso, now } from '../../checks/read/testing/fleet-fixture.ts';
import { editHost } from '../edit-host.ts';
import { registerHosts } from '../register-hosts.ts';
import { readDomain } from './read-domain.ts';
import { readDomains } from './read-domains.ts';
import { readNameAnswers } from './read-names.ts';
import { setDomainResolvers } from './set-domain-resolvers.ts';

const fleet = new FleetFixture();
const leafOf = (letter: string) => letter.repeat(64);
const read = async () => {
  const view = await readDomain(fleet.db, 'corp.example', { now });
  if (view === null) throw new Error('The domain is there.');
  return view;
};

async function keepLeaf(letter: string, key: string): Promise<string> {
  await fleet.db.certificate.create({
    data: {
      ...{ sha256: leafOf(letter), der: Buffer.of(0), name: `leaf ${letter}`, subject: `CN=leaf ${letter}`, issuer: 'CN=Corp CA' },
      ...{ serialNumber: '01', dnsNames: [], keyAlgorithm: 'RSA', selfSigned: false, firstSeenAt: now },
      ...{ notAfter: inDays(30), publicKeySha256: key.repeat(64) },
    },
  });
  return leafOf(letter);
}

/** A second location that looks at the first door of a host too; its id. */
async function lookFromThere(host: string): Promise<number> {
  const there = await fleet.db.location.create({ data: { name: 'there', createdAt: ago(90_000), lastSeenAt: ago(5) } });
  const { id: endpointId } = await fleet.db.endpoint.findFirstOrThrow({ where: { host: { name: host } } });
  await fleet.db.endpointState.createMany({
    data: [{ endpointId, locationId: there.id, nextDueAt: now, addresses: [], recentVerdicts: [] }],
    skipDuplicates: true,
  });
  return there.id;
}

beforeEach(async () => {
  await fleet.db.$executeRaw`TRUNCATE certificates, fleet_findings CASCADE`;
  await registerHosts(fleet.context, { lines: 'dc01.corp.example\ndc02.corp.example', site: 'Berlin' });
  await registerHosts(fleet.context, { lines: 'dc11.corp.example', site: 'Paris' });
  await registerHosts(fleet.context, { lines: '192.0.2.1' });
});

describe('a domain', () => {
  it('counts its doors by site, and tells which serve, fail, rest, or are not known', async () => {
    await fleet.sees('dc01.corp.example', 636, { verdict: 'healthy', leafSha256: leafOf('d'), leafNotAfter: inDays(9) });
    await fleet.sees('dc02.corp.example', 636, { verdict: 'critical', ...expired });
    await fleet.db.host.update({ where: { name: 'dc11.corp.example' }, data: { pausedAt: ago(60) } });
    const view = await read();
    expect(view).toMatchObject({ hostCount: 3, doorCount: 3, worst: 'critical', endsAt: iso(inDays(9)) });
    expect(view.doorCounts).toMatchObject({ healthy: 1, critical: 1, maintenance: 1 });
    expect(view.sites).toMatchObject([
      {
        name: 'Berlin',
        redundancy: [{ service: 'directory', doorCount: 2, servingCount: 1, failingCount: 1 }],
        hosts: [{ name: 'dc02.corp.example', state: 'critical', cause: { id: 'certificate-expired' } }, { name: 'dc01.corp.example' }],
      },
      { name: 'Paris', redundancy: [{ doorCount: 1, maintenanceCount: 1 }] },
    ]);
  });

  it('tells who serves one certificate, who shares a key across certificates, and who has one of its own', async () => {
    const leafSha256 = await keepLeaf('a', '1');
    await fleet.sees('dc01.corp.example', 636, { leafSha256 });
    await fleet.sees('dc02.corp.example', 636, { leafSha256: await keepLeaf('b', '1') });
    await fleet.sees('dc11.corp.example', 636, { leafSha256: await keepLeaf('c', '2') });
    const split = await read();
    expect(split).toMatchObject({ sharedKeyCount: 1, ownKeyHostCount: 1 });
    expect(split.sharedKeys[0]?.leaves.map(({ sha256, hosts }) => [sha256, hosts]).sort()).toEqual([
      [leafOf('a'), ['dc01.corp.example']],
      [leafOf('b'), ['dc02.corp.example']],
    ]);
    await fleet.sees('dc02.corp.example', 636, { leafSha256 });
    expect(await read()).toMatchObject({ sharedKeys: [{ leaves: [{ hostCount: 2 }] }] });
  });

  it('counts the hosts with accepted findings, and marks them, their doors and the doors that serve because of them', async () => {
    await registerHosts(fleet.context, { lines: 'dc03.corp.example:636\ndc03.corp.example:3269', site: 'Berlin' });
    await fleet.sees('dc01.corp.example', 636, { verdict: 'healthy', acceptedCount: 1 });
    await fleet.sees('dc02.corp.example', 636, { verdict: 'critical', ...expired });
    await fleet.sees('dc03.corp.example', 636, { verdict: 'healthy', acceptedCount: 1 });
    await fleet.sees('dc03.corp.example', 3269, { verdict: 'warning', acceptedCount: 2 });
    const view = await read();
    expect(view.acceptedHostCount).toBe(2);
    const [berlin, paris] = view.sites;
    expect(berlin).toMatchObject({
      ...{ name: 'Berlin', acceptedHostCount: 2 },
      redundancy: [
        { service: 'directory', servingCount: 2, servingAcceptedCount: 2 },
        { service: 'global-catalog', servingCount: 1, servingAcceptedCount: 1 },
      ],
    });
    expect(
      berlin?.hosts.map(({ name, acceptedCount, doors }) => [name, acceptedCount, ...doors.map((door) => door.acceptedCount)]),
    ).toEqual([
      ['dc02.corp.example', 0, 0],
      ['dc03.corp.example', 3, 1, 2],
      ['dc01.corp.example', 1, 1],
    ]);
    expect(paris).toMatchObject({ acceptedHostCount: 0, redundancy: [{ servingAcceptedCount: 0 }] });
  });

  it('has at a door as many accepted findings as the location that has most', async () => {
    await fleet.sees('dc01.corp.example', 636, { verdict: 'healthy', acceptedCount: 1 });
    await fleet.sees('dc01.corp.example', 636, { verdict: 'healthy', acceptedCount: 2 }, await lookFromThere('dc01.corp.example'));
    expect((await read()).sites[0]?.hosts.find(({ name }) => name === 'dc01.corp.example')).toMatchObject({ acceptedCount: 2 });
  });

  it('counts a door once that serves different certificates to different locations, the one that ends first', async () => {
    await fleet.sees('dc01.corp.example', 636, { verdict: 'healthy', leafSha256: await keepLeaf('a', '1'), leafNotAfter: inDays(40) });
    const there = await lookFromThere('dc01.corp.example');
    await fleet.sees(
      'dc01.corp.example',
      636,
      { verdict: 'healthy', leafSha256: await keepLeaf('b', '2'), leafNotAfter: inDays(4) },
      there,
    );
    await fleet.sees('dc02.corp.example', 636, { verdict: 'healthy', leafSha256: leafOf('a'), leafNotAfter: inDays(40) });
    const view = await read();
    expect(view).toMatchObject({ doorCount: 3, endsAt: iso(inDays(4)), sharedKeyCount: 0, ownKeyHostCount: 2 });
    const { domains } = await readDomains(fleet.db, { now });
    expect(domains).toMatchObject([{ doorCount: 3, healthyDoorCount: 2, worst: 'not-checked', endsAt: iso(inDays(4)), siteCount: 2 }]);
    expect(view.doorCounts).toMatchObject({ healthy: 2, 'not-checked': 1 });
  });

  it('lists what comparing hosts found, with its hosts, and where it is accepted', async () => {
    const { id: waiverId } = await fleet.db.waiver.create({
      data: {
        ...{ findingId: 'shared-private-key', hostId: await fleet.hostId('dc02.corp.example'), reason: 'x', until: inDays(9) },
        ...{ createdBy: 'ada', createdAt: ago(60) },
      },
    });
    for (const name of ['dc01.corp.example', 'dc02.corp.example']) {
      const endpointId = await fleet.sees(name, 636, { verdict: 'warning' });
      await fleet.db.openFinding.create({
        data: {
          ...{
            endpointId,
            locationId: fleet.locationId,
            findingId: 'shared-private-key',
            no: 428,
            severity: 'warning',
            stage: 'certificate',
          },
          ...{
            confidence: 'high',
            title: 'Shared key',
            summary: 'x',
            facts: {},
            observations: [],
            addresses: [],
            rank: 0,
            waiverId: name === 'dc02.corp.example' ? waiverId : null,
            since: now,
            lastSeenAt: now,
          },
        },
      });
    }
    expect((await read()).acrossHosts).toEqual([
      {
        ...{ id: 'shared-private-key', no: 428, title: 'Shared key', hostCount: 2, acceptedHostCount: 1 },
        hosts: [
          { name: 'dc01.corp.example', port: 636, isAccepted: false },
          { name: 'dc02.corp.example', port: 636, isAccepted: true },
        ],
      },
    ]);
  });

  it('judges what each resolver answered, the misleading names first', async () => {
    const { id: domainId } = await fleet.db.domain.findUniqueOrThrow({ where: { name: 'corp.example' } });
    await setDomainResolvers(fleet.context, { domainId, resolvers: '10.0.0.1', externalResolvers: '9.9.9.9' });
    await editHost(fleet.context, { hostId: await fleet.hostId('dc02.corp.example'), reachedFromOutside: true });
    const answers = async (name: string, outside: string[], failure: string | null = null) => {
      const hostId = await fleet.hostId(name);
      const row = { hostId, askedAt: now };
      await fleet.db.nameAnswer.create({ data: { ...row, resolver: '9.9.9.9', side: 'external', addresses: outside, failure } });
      await fleet.db.nameAnswer.create({ data: { ...row, resolver: '10.0.0.1', side: 'internal', addresses: ['10.0.0.7'] } });
    };
    await answers('dc01.corp.example', [], 'name-not-found');
    await answers('dc02.corp.example', ['10.0.0.7']);
    const view = await read();
    expect(view).toMatchObject({ nameCount: 2, wrongNameCount: 1 });
    expect(
      view.names.map(({ host, isWrong, answers: all }) => [
        host,
        isWrong,
        all.map(({ side, failure, faults }) => [side, failure, ...faults]),
      ]),
    ).toEqual([
      [
        'dc02.corp.example',
        true,
        [
          ['internal', null],
          ['external', null, 'Leads clients outside to 10.0.0.7 (private), which they cannot reach.'],
        ],
      ],
      [
        'dc01.corp.example',
        false,
        [
          ['internal', null],
          ['external', 'no such name'],
        ],
      ],
    ]);
    const rows = await readNameAnswers(fleet.db, 'corp.example');
    expect(rows?.map(({ host, answer }) => [host, answer.side, answer.addresses])).toEqual([
      ['dc02.corp.example', 'internal', ['10.0.0.7']],
      ['dc02.corp.example', 'external', ['10.0.0.7']],
      ['dc01.corp.example', 'internal', ['10.0.0.7']],
      ['dc01.corp.example', 'external', []],
    ]);
    expect(await readNameAnswers(fleet.db, 'nowhere.example')).toBeNull();
  });

  it('that nobody knows is none', async () => {
    expect(await readDomain(fleet.db, 'nowhere.example', { now })).toBeNull();
  });
});

describe('the list of domains', () => {
  it('has each with its doors, worst state and first end, those without hosts too', async () => {
    await fleet.db.domain.create({ data: { name: 'empty.example', addedByHand: true, owner: 'Ada' } });
    await fleet.sees('dc01.corp.example', 636, { verdict: 'healthy', leafSha256: leafOf('d'), leafNotAfter: inDays(9) });
    await fleet.sees('dc02.corp.example', 636, { verdict: 'warning', acceptedCount: 1 });
    await fleet.sees('dc11.corp.example', 636, { verdict: 'healthy', leafSha256: leafOf('d'), leafNotAfter: inDays(5) });
    const view = await readDomains(fleet.db, { now });
    expect(view).toMatchObject({
      hostsWithout: 1,
      domains: [
        {
          name: 'corp.example',
          hostCount: 3,
          siteCount: 2,
          doorCount: 3,
          healthyDoorCount: 2,
          acceptedHostCount: 1,
          worst: 'warning',
          endsAt: iso(inDays(5)),
        },
        { name: 'empty.example', hostCount: 0, doorCount: 0, acceptedHostCount: 0, worst: null, owner: 'Ada', discovery: { mode: 'off' } },
      ],
    });
  });

  it('judges a door by the policy of its domain, in the list as on its page', async () => {
    await fleet.sees('dc01.corp.example', 636, { verdict: 'critical', ...expired });
    await fleet.sees('dc01.corp.example', 636, { verdict: 'healthy' }, await lookFromThere('dc01.corp.example'));
    const judged = async () => [(await readDomains(fleet.db, { now })).domains[0]?.worst, (await read()).worst];
    expect(await judged()).toEqual(['critical', 'critical']);
    await fleet.db.domain.updateMany({ data: { verdictPolicy: 'all' } });
    expect(await judged()).toEqual(['not-checked', 'not-checked']);
  });
});
