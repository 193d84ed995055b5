import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readTrustFile } from '../../certificates/trust/read-trust-file.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { createAuthority } from '../../simulation/certificate-factory.ts';
import { applyFleetFile, planFleetFile } from './apply-fleet-file.ts';
import { describePlan } from './describe-plan.ts';
import { readFleetFile } from './read-fleet-file.ts';
import { fleetFileJsonSchema } from './schema.ts';
import { writeFleetFile } from './write-fleet-file.ts';

let test: TestDatabase;
const at = new Date('2026-11-20T12:00:00.000Z');
const context = () => ({ db: test.db, now: at, actor: 'fleet file' });
const selfSignedRoot = async (name: string): Promise<string> => (await createAuthority({ subject: `CN=${name}` })).certificate.pem;
const options = { prune: false, intervalSeconds: 300 };

beforeAll(async () => {
  test = await startTestDatabase();
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.host.deleteMany();
  await test.db.trustStore.deleteMany();
  await test.db.domain.deleteMany();
  await test.db.auditEntry.deleteMany();
  await test.db.installation.deleteMany();
});

/** A file as the command line gives it. */
function given(content: object, fileName = 'fleet.yaml') {
  const result = readFleetFile(stringify({ version: 1, ...content }));
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  const stores = result.read.file.trust.map((store) => {
    const read = readTrustFile(Buffer.from(store.certificates ?? ''));
    if (!read.ok) throw new Error(read.message);
    return { name: store.name, domain: store.domain ?? null, certificates: read.file.certificates };
  });
  return { read: result.read, fileName, stores };
}
const apply = (content: object, more: Partial<typeof options> = {}, fileName?: string) =>
  applyFleetFile(context(), given(content, fileName), { ...options, ...more });
const names = async () => (await test.db.host.findMany({ orderBy: { name: 'asc' }, select: { name: true } })).map(({ name }) => name);

const whole = async () => ({
  expiryWindows: { warningDays: 40, warningShare: 0.25, criticalDays: 10, criticalShare: 0.1 },
  domains: [
    {
      ...{ name: 'corp.example', owner: 'Identity team', notes: 'See the *wiki*.', verdictPolicy: 'majority' },
      ...{ resolvers: ['192.0.2.53'], externalResolvers: ['198.51.100.53:5353'] },
      discovery: { mode: 'report', intervalSeconds: 3_600 },
    },
    { name: 'empty.example' },
  ],
  trust: [{ name: 'Corporate roots', domain: 'corp.example', certificates: await selfSignedRoot('Corp Root CA') }],
  defaults: { tags: ['tier-0'] },
  hosts: [{ name: 'dc01.corp.example', site: 'Berlin', doors: [636, 3269] }, { name: 'dc02.corp.example' }],
});

describe('a fleet file', () => {
  it('makes domains, trust stores and hosts what it says, marks them as its own, and changes nothing the second time', async () => {
    const content = await whole();
    const shown = await planFleetFile(context(), given(content), options);
    expect(await names()).toEqual([]);
    const done = await apply(content);
    expect(describePlan(done).at(-1)).toBe(
      'Hosts: 2 to be added, 0 to be changed, 0 to be removed, 0 unchanged. Doors: 3 to be added, 0 to be changed, 0 to be removed.',
    );
    expect(describePlan(shown)).toEqual(describePlan(done));

    const domain = await test.db.domain.findUniqueOrThrow({
      where: { name: 'corp.example' },
      include: { trustStores: { include: { anchors: true } } },
    });
    expect(domain).toMatchObject({
      ...{ owner: 'Identity team', notes: 'See the *wiki*.', verdictPolicy: 'majority', managedBy: 'fleet.yaml' },
      ...{ resolvers: ['192.0.2.53'], externalResolvers: ['198.51.100.53:5353'] },
      ...{ discovery: 'report', discoveryIntervalSeconds: 3_600, discoveryDueAt: at },
    });
    expect(domain.trustStores).toMatchObject([
      { name: 'Corporate roots', origin: 'file', managedBy: 'fleet.yaml', anchors: [{ isCa: true }] },
    ]);
    expect(await test.db.domain.count({ where: { name: 'empty.example' } })).toBe(1);
    const host = await test.db.host.findUniqueOrThrow({ where: { name: 'dc01.corp.example' }, include: { endpoints: true } });
    expect(host).toMatchObject({ site: 'Berlin', tags: ['tier-0'], managedBy: 'fleet.yaml' });
    expect(host.endpoints.map(({ port }) => port).sort()).toEqual([3269, 636]);

    const audited = await test.db.auditEntry.count();
    const again = await apply(content);
    expect(describePlan(again)).toEqual(['Nothing to change: 2 hosts are as fleet.yaml says.']);
    expect(await test.db.auditEntry.count()).toBe(audited);
  });

  it('shows the plan before anything is written', async () => {
    const registered: Promise<string[]>[] = [];
    await applyFleetFile(context(), given({ hosts: [{ name: 'dc01.corp.example' }] }), options, () => registered.push(names()));
    expect(await Promise.all(registered)).toEqual([[]]);
    expect(await names()).toEqual(['dc01.corp.example']);
  });

  it('lets go of what it names no more only when it is told to', async () => {
    const content = await whole();
    await apply(content);
    await test.db.host.create({ data: { name: 'mine.corp.example', createdAt: at, updatedAt: at } });
    const less = { hosts: [{ name: 'dc01.corp.example', doors: [636] }] };
    await apply(less);
    expect(await names()).toEqual(['dc01.corp.example', 'dc02.corp.example', 'mine.corp.example']);

    const lines = describePlan(await apply(less, { prune: true }));
    expect(lines).toEqual(
      expect.arrayContaining([
        '- domain corp.example (no longer managed; its settings stay)',
        '- trust store Corporate roots (corp.example)',
      ]),
    );
    expect(lines).toEqual(expect.arrayContaining(['- host dc02.corp.example', '    - port 3269 (LDAPS)']));
    expect(await names()).toEqual(['dc01.corp.example', 'mine.corp.example']);
    expect(await test.db.trustStore.count()).toBe(0);
    expect(await test.db.domain.findUnique({ where: { name: 'corp.example' } })).toMatchObject({ managedBy: null, owner: 'Identity team' });
  });

  it('changes nothing at all when any of it is at fault, and tells every fault with its line', async () => {
    await apply({ hosts: [{ name: 'dc01.other.example' }], domains: [{ name: 'other.example' }] }, {}, 'other.yaml');
    await test.db.trustStore.create({
      data: { name: 'Roots', origin: 'upload', createdBy: 'Ada', createdAt: at, version: '00000000-0000-7000-8000-000000000000' },
    });
    const refused = apply({
      domains: [
        { name: 'new.example', resolvers: ['192.0.2.53'], externalResolvers: ['192.0.2.53:53'] },
        { name: 'other.example', owner: 'me' },
      ],
      trust: [{ name: 'roots', certificates: await selfSignedRoot('Root') }],
      hosts: [
        { name: 'dc01.new.example' },
        { name: 'dc01.other.example' },
        { name: 'dc02.new.example', doors: [{ port: 636, probedFrom: ['nowhere'] }] },
      ],
    });
    await expect(refused).rejects.toMatchObject({
      faults: [
        {
          field: 'domains.0.externalResolvers',
          message:
            'Line 7: 192.0.2.53 is named inside and outside. One DNS server is asked either as those inside or as those outside are.',
        },
        { field: 'domains.1.name', message: 'Line 8: other.example is managed by other.yaml.' },
        { field: 'trust.0.name', message: expect.stringContaining('There is a trust store Roots already, made by people.') },
        { field: 'hosts.2.name', message: expect.stringContaining('there is no location nowhere') },
        { field: 'hosts.1.name', message: expect.stringContaining('dc01.other.example is managed by other.yaml.') },
      ],
    });
    await expect(apply({}, {}, 'demo')).rejects.toMatchObject({ faults: [{ field: 'name', value: 'demo' }] });
    expect(await names()).toEqual(['dc01.other.example']);
    expect(await test.db.domain.count({ where: { name: 'new.example' } })).toBe(0);
  });

  it('follows what changes in it: settings of a domain have their doors checked again, certificates come and go', async () => {
    const location = await test.db.location.create({ data: { name: `berlin-${at.getTime()}`, createdAt: at, lastSeenAt: at } });
    const content = await whole();
    await apply(content);
    const due = new Date(Date.now() + 3_600_000);
    await test.db.endpointState.updateMany({ where: { locationId: location.id }, data: { nextDueAt: due } });
    const other = await selfSignedRoot('Other Root CA');
    const changed = {
      ...content,
      domains: [{ name: 'corp.example', resolvers: ['192.0.2.54'] }],
      trust: [{ name: 'Corporate roots', domain: 'corp.example', certificates: other }],
    };
    const lines = describePlan(await apply(changed));
    expect(lines.slice(0, 4)).toEqual([
      '~ domain corp.example',
      '    resolvers: 192.0.2.53 -> 192.0.2.54',
      '~ trust store Corporate roots (corp.example)',
      expect.stringContaining('    + CN=Other Root CA'),
    ]);
    const anchors = await test.db.trustStoreAnchor.findMany({ select: { subject: true } });
    expect(anchors.map(({ subject }) => subject)).toEqual([expect.stringContaining('Other Root CA')]);
    expect(await test.db.endpointState.count({ where: { locationId: location.id, nextDueAt: { gte: due } } })).toBe(0);
  });

  it('ends what discoveries found of a domain that it has discovered no more', async () => {
    const domain = (mode: string) => ({ domains: [{ name: 'corp.example', discovery: { mode } }] });
    await apply(domain('report'));
    const shown = { title: 'x', summary: 'x', facts: {}, observations: [], since: at, lastSeenAt: at } as const;
    await test.db.fleetFinding.create({
      data: {
        ...{ findingId: 'domain-controller-not-registered', no: 601, severity: 'warning', confidence: 'certain', ...shown },
        ...{ subject: 'dc09.corp.example', domain: 'corp.example' },
      },
    });
    await apply({ domains: [{ name: 'corp.example', owner: 'Team Blue' }] });
    expect(await test.db.fleetFinding.count()).toBe(1);
    await apply(domain('off'));
    expect(await test.db.fleetFinding.count()).toBe(0);
  });

  it('manages five thousand hosts, and finds nothing to change in them the second time', async () => {
    const hosts = Array.from({ length: 5_000 }, (_, index) => ({
      name: `dc${index}.d${index % 40}.example`,
      site: `Site ${index % 25}`,
      doors: [636, { port: 3269, intervalSeconds: 600 }],
      tags: [`rack-${index % 7}`],
    }));
    const first = await apply({ hosts });
    expect(first.hosts.counts).toMatchObject({ new: 5_000, doorsNew: 10_000 });
    const second = await apply({ hosts });
    expect(second.hosts.counts).toMatchObject({ new: 0, changed: 0, unchanged: 5_000, doorsNew: 0, doorsChanged: 0 });
  }, 120_000);

  it('is written of the fleet as it is, and changes nothing but who manages it when it is applied', async () => {
    await apply({ ...(await whole()), name: 'first' });
    await test.db.host.create({
      data: {
        ...{ name: 'mine.corp.example', notes: '# Mine\n\n- a: "b"', tags: ['a', 'b'], createdAt: at, updatedAt: at },
        endpoints: { create: { port: 389, transport: 'starttls', intervalSeconds: 60, slowAfterMs: 900, createdAt: at } },
      },
    });
    await test.db.host.updateMany({ data: { managedBy: null } });
    await test.db.domain.updateMany({ data: { managedBy: null } });
    await test.db.trustStore.updateMany({ data: { managedBy: 'exported' } });
    const text = await writeFleetFile(test.db);
    const result = readFleetFile(text.replace('version: 1', 'version: 1\nname: exported'));
    expect(result.ok && result.read.file.hosts.length).toBe(3);
    const plan = await planFleetFile(context(), given({ ...parse(text), name: 'exported' }), options);
    expect(plan.settings.expiryWindows).toBeNull();
    expect(plan.settings.domains.flatMap(({ changes }) => changes)).toEqual([]);
    expect(plan.settings.stores.map(({ kind }) => kind)).toEqual(['unchanged']);
    expect(plan.hosts.hosts.map(({ changes, doors, managedBy }) => [changes, doors, managedBy])).toEqual(
      Array(3).fill([[], [], 'exported']),
    );
  });

  it('has a published schema that says what is read', () => {
    const published = readFileSync(path.join(import.meta.dirname, '../../../docs/fleet.schema.json'), 'utf8');
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(fleetFileJsonSchema())));
  });

  it('is what its published example says', async () => {
    const example = readFileSync(path.join(import.meta.dirname, '../../../docs/fleet.example.yaml'), 'utf8');
    const result = readFleetFile(example);
    expect(result.ok).toBe(true);
    expect(result.ok && result.read.file.hosts.length).toBeGreaterThan(2);
  });
});
