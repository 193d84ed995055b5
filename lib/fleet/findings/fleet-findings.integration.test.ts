import { beforeEach, describe, expect, it } from 'vitest';
import { ago, FleetFixture, now } from '../../checks/read/testing/fleet-fixture.ts';
import { advisoryLocks } from '../../db/advisory-locks.ts';
import { lastHealthyDoor } from '../../diagnosis/fleet-rules/last-healthy-door.ts';
import { registerHosts } from '../register-hosts.ts';
import { readFleetFindings } from './read-fleet-findings.ts';
import { reconcileFleetFindings } from './reconcile.ts';
import { sweepFleetFindings } from './sweep-fleet-findings.ts';

const fleet = new FleetFixture();
beforeEach(async () => {
  await fleet.db.$executeRaw`TRUNCATE fleet_findings`;
});
const later = new Date(now.getTime() + 30_000);
const healthy = { verdict: 'healthy', confirmedVerdict: 'healthy' } as const;
const critical = { verdict: 'critical', confirmedVerdict: 'critical' } as const;
const guilty = 'ab'.repeat(32);

async function register(site: string, ...names: string[]): Promise<void> {
  await registerHosts(fleet.context, { lines: names.map((name) => `${name}.corp.example`).join('\n'), site });
}

const found = async () => (await readFleetFindings(fleet.db)).map(({ id, subject }) => ({ id, subject }));

describe('the sweep of fleet findings', () => {
  it('finds the last healthy door of a site, keeps since when, and ends it when another one serves', async () => {
    await register('Berlin', 'dc01', 'dc02');
    await register('Paris', 'dc11', 'dc12');
    for (const name of ['dc01', 'dc11', 'dc12']) await fleet.sees(`${name}.corp.example`, 636, healthy);
    await fleet.sees('dc02.corp.example', 636, critical);
    expect(await sweepFleetFindings(fleet.db, now)).toBe(true);
    const [first] = await readFleetFindings(fleet.db, { domain: 'corp.example' });
    expect(first).toMatchObject({
      id: 'last-healthy-door',
      no: 603,
      severity: 'critical',
      subject: 'corp.example/Berlin',
      hosts: ['dc01.corp.example', 'dc02.corp.example'],
      since: now.toISOString(),
    });

    await fleet.db.location.updateMany({ data: { lastSeenAt: later } });
    await sweepFleetFindings(fleet.db, later);
    expect(await readFleetFindings(fleet.db, { host: 'dc02.corp.example' })).toMatchObject([
      { since: now.toISOString(), lastSeenAt: later.toISOString() },
    ]);

    await fleet.sees('dc02.corp.example', 636, healthy);
    await sweepFleetFindings(fleet.db, later);
    expect(await found()).toEqual([]);
  });

  it('finds locations that are silent or have lost their network, about no host, and ends it when they look again', async () => {
    await register('Berlin', 'dc01');
    await fleet.sees('dc01.corp.example', 636, healthy);
    const [{ name } = { name: '' }] = await fleet.db.location.findMany({ orderBy: { id: 'asc' }, select: { name: true } });
    await fleet.db.location.update({ where: { name }, data: { lastSeenAt: ago(61) } });
    await sweepFleetFindings(fleet.db, now);
    const offline = async () => (await readFleetFindings(fleet.db)).filter(({ subject }) => subject === name);
    expect(await offline()).toMatchObject([{ id: 'prober-offline', no: 605, severity: 'notice', hosts: [] }]);
    await fleet.db.location.update({ where: { name }, data: { lastSeenAt: now, networkGoneSince: ago(10) } });
    await sweepFleetFindings(fleet.db, now);
    expect(await offline()).toMatchObject([
      { id: 'prober-offline', facts: { silentSince: null, networkGoneSince: ago(10).toISOString() } },
    ]);
    await fleet.db.location.update({ where: { name }, data: { networkGoneSince: null } });
    await sweepFleetFindings(fleet.db, now);
    expect(await offline()).toEqual([]);
  });

  it('speaks of the whole domain where one door is left in it, and of its sites no more', async () => {
    await register('Berlin', 'dc01', 'dc02');
    await register('Paris', 'dc11');
    await fleet.sees('dc01.corp.example', 636, healthy);
    await fleet.sees('dc02.corp.example', 636, critical);
    await fleet.sees('dc11.corp.example', 636, critical);
    await sweepFleetFindings(fleet.db, now);
    expect(await found()).toEqual([{ id: 'last-healthy-door', subject: 'corp.example' }]);
  });

  it('counts no host that is paused or not meant to serve, no old result and no failure that is not confirmed', async () => {
    await register('Berlin', 'dc01', 'dc02', 'dc03', 'dc04', 'dc05');
    await fleet.sees('dc01.corp.example', 636, healthy);
    for (const name of ['dc02', 'dc03']) await fleet.sees(`${name}.corp.example`, 636, critical);
    await fleet.sees('dc04.corp.example', 636, { ...critical, lastCheckedAt: ago(90_000) });
    await fleet.sees('dc05.corp.example', 636, { verdict: 'critical', confirmedVerdict: 'healthy', confirming: true });
    await fleet.db.host.update({ where: { name: 'dc02.corp.example' }, data: { pausedAt: ago(60) } });
    await fleet.db.host.update({ where: { name: 'dc03.corp.example' }, data: { ldapsIntended: false } });
    await sweepFleetFindings(fleet.db, now);
    expect(await found()).toEqual([]);
    await fleet.sees('dc05.corp.example', 636, { ...critical, confirming: false });
    await sweepFleetFindings(fleet.db, now);
    expect(await readFleetFindings(fleet.db)).toMatchObject([
      { facts: { maintenanceCount: 1, unknownCount: 1, failing: ['dc05.corp.example:636'], doorCount: 4 } },
    ]);
  });

  it('finds one issuer behind the leading findings of three hosts, and not behind those of two', async () => {
    await fleet.db.$executeRaw`TRUNCATE certificates CASCADE`;
    await fleet.db.certificate.create({
      data: {
        ...{
          sha256: guilty,
          der: Buffer.of(0),
          name: 'Corp Issuing CA',
          subject: 'CN=Corp Issuing CA',
          issuer: 'CN=Corp Root',
          isCa: true,
        },
        ...{ serialNumber: '01', dnsNames: [], keyAlgorithm: 'RSA', selfSigned: false, firstSeenAt: now },
      },
    });
    const names = ['dc01', 'dc02', 'dc03'];
    await register('Berlin', ...names);
    const cause = {
      rootCauseId: 'chain-certificate-expired',
      rootCauseNo: 415,
      rootCauseTitle: 'An issuer has expired',
      rootCauseSeverity: 'critical',
    } as const;
    const blame = async (name: string) => {
      const endpointId = await fleet.sees(`${name}.corp.example`, 636, { ...critical, ...cause });
      await fleet.db.openFinding.create({
        data: {
          ...{
            endpointId,
            locationId: fleet.locationId,
            findingId: 'chain-certificate-expired',
            no: 415,
            severity: 'critical',
            stage: 'certificate',
          },
          ...{ confidence: 'certain', title: 'An issuer has expired', summary: 'x', facts: { expiredSha256: [guilty] }, observations: [] },
          ...{ addresses: [], rank: 0, since: now, lastSeenAt: now },
        },
      });
    };
    await blame('dc01');
    await blame('dc02');
    await sweepFleetFindings(fleet.db, now);
    expect(await found()).toEqual([]);
    await blame('dc03');
    await sweepFleetFindings(fleet.db, now);
    expect(await readFleetFindings(fleet.db)).toMatchObject([
      {
        id: 'issuer-blast-radius',
        subject: guilty,
        domain: 'corp.example',
        hosts: names.map((name) => `${name}.corp.example`),
        facts: { isCa: true, doorCount: 3, causes: ['chain-certificate-expired'] },
      },
    ]);

    // A result from a clock that ran ahead says nothing of now.
    await fleet.sees('dc03.corp.example', 636, { lastCheckedAt: ago(-3_600) });
    await sweepFleetFindings(fleet.db, now);
    expect(await found()).toEqual([]);
    await fleet.sees('dc03.corp.example', 636, { lastCheckedAt: ago(60) });

    // Another location that gets on with one of the doors outvotes this one where all must see it alike.
    const there = await fleet.db.location.create({ data: { name: 'there', createdAt: now, lastSeenAt: now } });
    const endpointId = (await fleet.db.endpoint.findFirstOrThrow({ where: { host: { name: 'dc03.corp.example' } } })).id;
    await fleet.db.endpointState.create({ data: { endpointId, locationId: there.id, ...healthy, lastCheckedAt: ago(60) } });
    const foundUnder = async (verdictPolicy: string) => {
      await fleet.db.domain.updateMany({ data: { verdictPolicy } });
      await sweepFleetFindings(fleet.db, now);
      return (await found()).map(({ id }) => id);
    };
    expect(await foundUnder('any')).toEqual(['issuer-blast-radius']);
    expect(await foundUnder('majority')).toEqual(['issuer-blast-radius']);
    expect(await foundUnder('all')).toEqual(['last-healthy-door']);
  });

  it('is done by one worker at a time', async () => {
    await fleet.db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.fleetFindings})`;
      expect(await sweepFleetFindings(fleet.db, now)).toBe(false);
    });
    expect(await sweepFleetFindings(fleet.db, now)).toBe(true);
  });
});

describe('keeping what a fleet rule found', () => {
  const discovery = { summary: 'One is left.', facts: {}, observations: [] };
  const entry = (subject: string, domain: string) => ({ subject, domain, hosts: [], discovery });
  const reconcile = (found: ReturnType<typeof entry>[], domain?: string) =>
    fleet.db.$transaction((tx) =>
      reconcileFleetFindings(tx, { rule: lastHealthyDoor, found, now, ...(domain === undefined ? {} : { domain }) }),
    );

  it('ends findings of the domain that was looked at alone, and tells whether something changed', async () => {
    expect(await reconcile([entry('one.example', 'one.example'), entry('two.example', 'two.example')])).toBe(true);
    expect(await reconcile([entry('one.example', 'one.example')], 'one.example')).toBe(false);
    expect(await reconcile([], 'one.example')).toBe(true);
    expect(await found()).toEqual([{ id: 'last-healthy-door', subject: 'two.example' }]);
    expect(await reconcile([])).toBe(true);
  });
});
