import { describe, expect, it } from 'vitest';
import type { ForecastStep } from '../../diagnosis/forecast/forecast.ts';
import { pauseHost } from '../../fleet/pause-host.ts';
import { registerHosts } from '../../fleet/register-hosts.ts';
import { forecastRows } from '../save/forecast.ts';
import { readBoardAhead, readForecastDoors } from './read-forecast.ts';
import { ago, FleetFixture, inDays, iso, now } from './testing/fleet-fixture.ts';

const fleet = new FleetFixture();
const leaf = 'a1'.repeat(32);
const issuer = 'a2'.repeat(32);

type Step = Pick<ForecastStep, 'verdict'> & { at: Date; findingId?: string; no?: number; sha256?: string; acceptedCount?: number };

async function foresees(name: string, port: number, ...steps: Step[]): Promise<void> {
  const endpoint = await fleet.db.endpoint.findFirstOrThrow({ where: { port, host: { name } } });
  const made = steps.map(({ at, verdict, findingId: id, no = 0, sha256 = null, acceptedCount = 0 }): ForecastStep => {
    const finding =
      id === undefined ? null : { id, no, title: `Title of ${id}`, summary: `Summary of ${id}.`, severity: 'critical' as const };
    return { fromAt: at, verdict, finding, sha256, acceptedCount };
  });
  await fleet.db.forecastStep.createMany({
    data: forecastRows(made).map((row) => ({ endpointId: endpoint.id, locationId: fleet.locationId, ...row })),
  });
}

async function keepCertificate(sha256: string, name: string, isCa: boolean, notAfter: Date): Promise<void> {
  const common = { der: new Uint8Array([0x30]), subject: `CN=${name}`, issuer: 'CN=Root', serialNumber: '01', notBefore: ago(90_000) };
  await fleet.db.certificate.upsert({
    where: { sha256 },
    update: {},
    create: { sha256, ...common, notAfter, dnsNames: [], keyAlgorithm: 'EC', selfSigned: false, firstSeenAt: now, name, isCa },
  });
}

const healthy = { at: ago(600), verdict: 'healthy' } as const;
const ends = (days: number) => [
  healthy,
  { at: inDays(days - 30), verdict: 'warning', findingId: 'certificate-expiring', no: 403, sha256: leaf } as const,
  { at: inDays(days), verdict: 'critical', findingId: 'certificate-expired', no: 401, sha256: leaf } as const,
];
const issuerEnds = (days: number) => [
  healthy,
  { at: inDays(days), verdict: 'critical', findingId: 'chain-certificate-expired', no: 415, sha256: issuer } as const,
];
const read = (days: number) => readBoardAhead(fleet.db, { now, at: inDays(days) });
const states = async (days: number) => (await read(days)).board.hosts.map(({ name, state }) => [name, state]);

describe('the board as of a later time', () => {
  it('judges each host by the step in force then, and leaves what was never checked, too old or paused as it is', async () => {
    await registerHosts(fleet.context, { lines: 'dc01\ndc02\ndc03\ndc04\ndc05' });
    for (const name of ['dc01', 'dc02', 'dc04']) await fleet.sees(name, 636, { verdict: 'healthy' });
    await fleet.sees('dc03', 636, { verdict: 'healthy', lastCheckedAt: ago(9_000) });
    for (const name of ['dc01', 'dc03', 'dc04']) await foresees(name, 636, ...ends(100));
    await foresees('dc02', 636, healthy);
    await pauseHost({ ...fleet.context, now: ago(100) }, { hostId: await fleet.hostId('dc04') });

    const others = [
      ['dc02', 'healthy'],
      ['dc03', 'stale'],
      ['dc04', 'maintenance'],
      ['dc05', 'not-checked'],
    ];
    expect(await states(60)).toEqual([['dc01', 'healthy'], ...others]);
    expect(await states(80)).toEqual([['dc01', 'warning'], ...others]);
    expect(await states(120)).toEqual([['dc01', 'critical'], ...others]);
    const { board, forecast } = await read(120);
    expect(board.counts).toEqual({ critical: 1, warning: 0, stale: 1, 'not-checked': 1, maintenance: 1, healthy: 1 });
    expect(board.generatedAt).toBe(iso(inDays(120)));
    expect(board.hosts[0]).toMatchObject({
      since: iso(inDays(100)),
      cause: { id: 'certificate-expired', no: 401, title: 'Title of certificate-expired' },
      summary: 'Summary of certificate-expired.',
      checkedAt: iso(ago(60)),
    });
    expect(forecast.hostCounts).toMatchObject({ critical: 1, warning: 0 });
  });

  it('says of the step’s very instant that it holds, and not of the millisecond before', async () => {
    await registerHosts(fleet.context, { lines: 'dc01' });
    await fleet.sees('dc01', 636, { verdict: 'healthy' });
    await foresees('dc01', 636, healthy, { at: inDays(10), verdict: 'critical', findingId: 'certificate-expired', no: 401, sha256: leaf });
    const at = (ms: number) => readBoardAhead(fleet.db, { now, at: new Date(inDays(10).getTime() + ms) });
    expect((await at(-1)).board.hosts[0]?.state).toBe('healthy');
    expect((await at(0)).board.hosts[0]?.state).toBe('critical');
  });

  it('marks what is accepted by then, and no more what is accepted only until then', async () => {
    await registerHosts(fleet.context, { lines: 'dc01' });
    await fleet.sees('dc01', 636, { verdict: 'healthy' });
    await foresees('dc01', 636, healthy, { at: inDays(10), verdict: 'healthy', acceptedCount: 1 }, { at: inDays(20), verdict: 'critical' });
    const at = async (days: number) => (await readBoardAhead(fleet.db, { now, at: inDays(days) })).board.hosts[0]?.acceptedCount;
    expect([await at(9), await at(10), await at(20)]).toEqual([undefined, 1, undefined]);
  });

  it('takes no server that signed for itself for an issuer', async () => {
    const own = 'a9'.repeat(32);
    await keepCertificate(own, 'appliance.corp.example', true, inDays(40));
    await registerHosts(fleet.context, { lines: 'appliance.corp.example' });
    await fleet.sees('appliance.corp.example', 636, { verdict: 'healthy' });
    const end = { at: inDays(40), verdict: 'critical', findingId: 'certificate-expired', no: 401, sha256: own } as const;
    await foresees('appliance.corp.example', 636, healthy, end);
    expect((await read(60)).forecast.groups.map(({ isIssuer }) => isIssuer)).toEqual([true]);
    const { id: endpointId } = await fleet.db.endpoint.findFirstOrThrow({ where: { host: { name: 'appliance.corp.example' } } });
    const served = { endpointId, locationId: fleet.locationId, sha256: own, isLeaf: true, fromAt: ago(600) };
    await fleet.db.servedCertificate.create({ data: served });
    expect((await read(60)).forecast.groups.map(({ isIssuer }) => isIssuer)).toEqual([false]);
  });

  it('names the one issuer that takes several hosts with it, once', async () => {
    await keepCertificate(issuer, 'Corp Issuing CA 3', true, inDays(50));
    await keepCertificate(leaf, 'dc09.corp.example', false, inDays(40));
    const names = Array.from({ length: 8 }, (_, index) => `dc0${index + 1}`);
    await registerHosts(fleet.context, { lines: [...names, 'dc01:3269', 'dc09'].join('\n') });
    for (const name of [...names, 'dc09']) await fleet.sees(name, 636, { verdict: 'healthy' });
    await fleet.sees('dc01', 3269, { verdict: 'healthy' });
    for (const name of names) await foresees(name, 636, ...issuerEnds(50));
    await foresees('dc01', 3269, ...issuerEnds(50));
    await foresees('dc09', 636, ...ends(40));

    const { forecast } = await read(60);
    expect(forecast.groupCount).toBe(2);
    expect(forecast.hostCounts.critical).toBe(9);
    expect(
      forecast.groups.map(({ name, isIssuer, endsAt, to, hostCount, firstAt }) => ({ name, isIssuer, endsAt, to, hostCount, firstAt })),
    ).toEqual([
      { name: 'dc09.corp.example', isIssuer: false, endsAt: iso(inDays(40)), to: 'critical', hostCount: 1, firstAt: iso(inDays(40)) },
      { name: 'Corp Issuing CA 3', isIssuer: true, endsAt: iso(inDays(50)), to: 'critical', hostCount: 8, firstAt: iso(inDays(50)) },
    ]);
    expect(forecast.groups[1]?.hosts[0]).toEqual({
      name: 'dc01',
      doors: [
        { port: 636, from: 'healthy', at: iso(inDays(50)) },
        { port: 3269, from: 'healthy', at: iso(inDays(50)) },
      ],
    });
    expect(forecast.groups[1]?.hosts.length).toBeLessThan(8);

    const doors = await readForecastDoors(fleet.db, { now, at: inDays(60) });
    expect(doors.map(({ host, port, name }) => [host, port, name])).toEqual([
      ['dc09', 636, 'dc09.corp.example'],
      ['dc01', 636, 'Corp Issuing CA 3'],
      ['dc01', 3269, 'Corp Issuing CA 3'],
      ...names.slice(1).map((name) => [name, 636, 'Corp Issuing CA 3']),
    ]);
    expect(doors[1]).toEqual({
      ...{ host: 'dc01', port: 636, from: 'healthy', to: 'critical', at: iso(inDays(50)), sha256: issuer },
      ...{ name: 'Corp Issuing CA 3', isIssuer: true, endsAt: iso(inDays(50)) },
      cause: { id: 'chain-certificate-expired', no: 415, title: 'Title of chain-certificate-expired' },
    });
    expect(await readForecastDoors(fleet.db, { now, at: inDays(1) })).toEqual([]);
  });

  it('has nothing to tell of doors without a forecast', async () => {
    await registerHosts(fleet.context, { lines: 'dc01' });
    await fleet.sees('dc01', 636, { verdict: 'warning', summary: 'As it is.' });
    const { board, forecast } = await read(400);
    expect(board.hosts[0]).toMatchObject({ state: 'warning' });
    expect(forecast).toMatchObject({ groups: [], groupCount: 0 });
  });
});
