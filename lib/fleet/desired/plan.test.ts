import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInput } from '../../access/parse-input.ts';
import { DesiredHost } from './desired-host.ts';
import { type PlanOptions, planFleet } from './plan.ts';
import type { RegisteredFleet, RegisteredHost } from './registered.ts';
import { plainHost } from './settings.ts';

const options: PlanOptions = { managedBy: null, intervalSeconds: 300 };
const wanted = (host: (typeof DesiredHost)['_zod']['input']) => parseInput(DesiredHost, host);
const door = { id: 'd1', port: 636, transport: 'ldaps', intervalSeconds: 300, slowAfterMs: null, probedFrom: [] } as const;
const fleet = (...hosts: RegisteredHost[]): RegisteredFleet => ({
  hosts: new Map(hosts.map((host) => [host.name, host])),
  locations: new Set(['here']),
});
const dc01: RegisteredHost = {
  id: 'h1',
  name: 'dc01.corp.example',
  managedBy: null,
  settings: { ...plainHost, site: 'FRA-1', tags: ['core'], owner: 'Ada' },
  doors: [door],
};

describe('a desired host', () => {
  it('has one spelling of its name, tags and addresses', () => {
    expect(wanted({ name: ' DC01.Corp.Example. ', tags: 'Core, edge core', expectedAddresses: '2001:DB8::0:1 192.0.2.1' })).toEqual({
      name: 'dc01.corp.example',
      tags: ['core', 'edge'],
      expectedAddresses: ['192.0.2.1', '2001:db8::1'],
    });
  });

  it('keeps nothing that was left out, so that it cannot be taken for a wish', () => {
    expect(wanted({ name: 'dc01' })).toEqual({ name: 'dc01' });
  });

  it.each([
    [{ name: 'bad host' }, 'name'],
    [{ name: 'dc01', doors: [] }, 'doors'],
    [{ name: 'dc01', doors: [{ port: 636 }, { port: '636' }] }, 'doors.1.port'],
    [{ name: 'dc01', doors: [{ port: 0 }] }, 'doors.0.port'],
    [{ name: 'dc01', tags: ['-x'] }, 'tags'],
    [{ name: 'dc01', address: 'dc01' }, 'address'],
    [{ name: 'dc01', notes: 'a\u0000b' }, 'notes'],
    [
      { name: 'dc01', expiryWindows: { warningDays: 7, warningShare: 0.2, criticalDays: 30, criticalShare: 0.1 } },
      'expiryWindows.criticalDays',
    ],
    [{ name: 'dc01', colour: 'red' }, ''],
  ])('is refused with the field at fault: %j', (host, field) => {
    const parsed = DesiredHost.safeParse(host);
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
  });
});

describe('the plan of a fleet', () => {
  it('makes a host that is not registered, with 636 when no door is named', () => {
    const plan = planFleet([wanted({ name: 'dc02', site: 'BER' })], fleet(), options);
    expect(plan.hosts).toMatchObject([
      {
        kind: 'new',
        name: 'dc02',
        changes: [{ field: 'site', before: '', after: 'BER' }],
        doors: [{ kind: 'new', port: 636, settings: { transport: 'ldaps', intervalSeconds: 300, slowAfterMs: null, probedFrom: [] } }],
      },
    ]);
    expect(plan.counts).toMatchObject({ new: 1, doorsNew: 1 });
  });

  it('leaves what is left out, and tells each field that will be another', () => {
    const plan = planFleet([wanted({ name: dc01.name, site: 'BER', owner: 'Ada', tags: [] })], fleet(dc01), options);
    expect(plan.hosts[0]).toMatchObject({
      kind: 'changed',
      changes: [
        { field: 'site', before: 'FRA-1', after: 'BER' },
        { field: 'tags', before: ['core'], after: [] },
      ],
      doors: [],
    });
  });

  it('adds a door beside those there are, and changes the interval of one', () => {
    const doors = [{ port: 636, intervalSeconds: 60 }, { port: 3269 }];
    expect(planFleet([wanted({ name: dc01.name, doors })], fleet(dc01), options).hosts[0]?.doors).toMatchObject([
      { kind: 'changed', port: 636, id: 'd1', changes: [{ field: 'intervalSeconds', before: 300, after: 60 }] },
      { kind: 'new', port: 3269 },
    ]);
  });

  it('finds nothing to do where all is so already', () => {
    const plan = planFleet([wanted({ name: dc01.name, doors: [{ port: 636 }], site: 'FRA-1' })], fleet(dc01), options);
    expect(plan.hosts[0]?.kind).toBe('unchanged');
    expect(plan.digest).toBe(planFleet([], fleet(), options).digest);
  });

  it('tells windows in another order of their keys from other windows', () => {
    const windows = { warningDays: 30, warningShare: 0.2, criticalDays: 7, criticalShare: 0.05 };
    const turned = { criticalShare: 0.05, criticalDays: 7, warningShare: 0.2, warningDays: 30 };
    const host = { ...dc01, settings: { ...dc01.settings, expiryWindows: turned } };
    expect(planFleet([wanted({ name: dc01.name, expiryWindows: windows })], fleet(host), options).hosts[0]?.kind).toBe('unchanged');
  });

  it('keeps a reason only while the host is paused', () => {
    const plan = planFleet([wanted({ name: dc01.name, pauseReason: 'New rack' })], fleet(dc01), options);
    expect(plan.hosts[0]?.kind).toBe('unchanged');
    const paused = { ...dc01, settings: { ...dc01.settings, paused: true, pauseReason: 'New rack' } };
    expect(planFleet([wanted({ name: dc01.name, paused: false })], fleet(paused), options).hosts[0]?.settings).toMatchObject({
      paused: false,
      pauseReason: '',
    });
  });

  it.each([
    ['the door speaks another protocol', [wanted({ name: dc01.name, doors: [{ port: 636, transport: 'starttls' }] })], 'transport'],
    ['nobody can know what the port speaks', [wanted({ name: 'dc02', doors: [{ port: 10_636 }] })], 'transport'],
    ['there is no such location', [wanted({ name: 'dc02', doors: [{ port: 636, probedFrom: ['mars'] }] })], 'probedFrom'],
    ['the host is named twice', [wanted({ name: 'dc02' }), wanted({ name: 'DC02.' })], 'name'],
  ])('is at fault where %s', (_, desired, field) => {
    expect(planFleet(desired, fleet(dc01), options).faults).toMatchObject([{ field }]);
  });

  it('takes nothing away but what the same file made and does not name any more', () => {
    const doors = [door, { ...door, id: 'd2', port: 3269 }];
    const registered = fleet(
      { ...dc01, managedBy: 'fleet.yaml', doors },
      { ...dc01, id: 'h2', name: 'dc02', managedBy: 'fleet.yaml' },
      { ...dc01, id: 'h3', name: 'dc03' },
    );
    const desired = [wanted({ name: dc01.name, doors: [{ port: 636 }] })];
    const file = { ...options, managedBy: 'fleet.yaml' };
    expect(planFleet(desired, registered, file).counts).toMatchObject({ removed: 0, doorsRemoved: 0 });
    const plan = planFleet(desired, registered, { ...file, prune: true });
    expect(plan.hosts.map(({ kind, name }) => `${kind} ${name}`)).toEqual([`changed ${dc01.name}`, 'removed dc02']);
    expect(plan.counts).toMatchObject({ removed: 1, doorsRemoved: 1 });
    expect(planFleet([wanted({ name: dc01.name })], registered, { ...file, prune: true }).counts.doorsRemoved).toBe(0);
  });

  it('has another digest whenever it would do something else', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (one, other) => {
        const digest = (owner: string) => planFleet([{ name: dc01.name, owner }], fleet(dc01), options).digest;
        expect(digest(one) === digest(other)).toBe(one === other);
      }),
    );
  });
});
