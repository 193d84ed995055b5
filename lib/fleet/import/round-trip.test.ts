import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planFleet } from '../desired/plan.ts';
import type { RegisteredFleet, RegisteredHost } from '../desired/registered.ts';
import { plainHost } from '../desired/settings.ts';
import { decodeList } from './decode.ts';
import { hostListFile } from './export-hosts.ts';
import { guessMapping, type ImportMapping } from './mapping.ts';
import { readList } from './read-list.ts';
import { anyHosts, knownLocations } from './testing/any-fleet.ts';

const options = { managedBy: null, intervalSeconds: 300 };
const fleetOf = (hosts: readonly RegisteredHost[]): RegisteredFleet => ({
  hosts: new Map(hosts.map((host) => [host.name, host])),
  locations: new Set(knownLocations),
});

/** What the import makes of an exported file: read as bytes, with the mapping that it guesses. */
function importOf(hosts: readonly RegisteredHost[], emptyCells: ImportMapping['emptyCells']) {
  const decoded = decodeList(Buffer.from(hostListFile(hosts).write('csv')));
  if (!decoded.ok) throw new Error(decoded.message);
  return readList(decoded.text, { ...guessMapping(decoded.text), emptyCells });
}

/** The hosts that are there once the plan is carried out. */
function carriedOut(desired: Parameters<typeof planFleet>[0], before: RegisteredFleet): RegisteredHost[] {
  const { hosts, faults } = planFleet(desired, before, options);
  expect(faults).toEqual([]);
  return hosts.map(({ name, settings, doors }) => ({
    id: before.hosts.get(name)?.id ?? name,
    name,
    managedBy: null,
    settings,
    doors: [
      ...(before.hosts.get(name)?.doors ?? []).filter(({ port }) => !doors.some((door) => door.port === port)),
      ...doors.map(({ port, settings }) => ({ id: `${name} ${port}`, port, ...settings })),
    ].sort((one, other) => one.port - other.port),
  }));
}
const withoutIds = (hosts: readonly RegisteredHost[]) =>
  hosts.map(({ name, settings, doors }) => ({ name, settings, doors: doors.map(({ id: _, ...door }) => door) }));

describe('an exported list', () => {
  it.each(['keep', 'clear'] as const)(
    'changes nothing where it came from, with empty cells that %s',
    (emptyCells) => {
      fc.assert(
        fc.property(anyHosts, (hosts) => {
          const { lines, hosts: desired } = importOf(hosts, emptyCells);
          expect(lines.filter(({ kind }) => kind !== 'wanted')).toEqual([]);
          expect(lines).toHaveLength(hosts.flatMap(({ doors }) => doors).length);
          const plan = planFleet(desired, fleetOf(hosts), options);
          expect(plan.faults).toEqual([]);
          expect(plan.counts).toMatchObject({ unchanged: hosts.length, new: 0, changed: 0 });
        }),
        { numRuns: 300 },
      );
    },
    30_000,
  );

  it('makes the same fleet where there is none, and the same list again', () => {
    fc.assert(
      fc.property(anyHosts, (hosts) => {
        const made = carriedOut(importOf(hosts, 'keep').hosts, fleetOf([]));
        expect(withoutIds(made)).toEqual(withoutIds(hosts));
        expect(hostListFile(made).write('csv')).toBe(hostListFile(hosts).write('csv'));
      }),
    );
  });

  it('brings hosts back to what they were, whatever was set since, where empty cells clear', () => {
    fc.assert(
      fc.property(anyHosts, anyHosts, (hosts, others) => {
        // The same doors with the settings of other hosts.
        const changed = hosts.map((host, index) => ({ ...host, settings: others[index]?.settings ?? plainHost }));
        expect(withoutIds(carriedOut(importOf(hosts, 'clear').hosts, fleetOf(changed)))).toEqual(withoutIds(hosts));
      }),
    );
  });

  it('guards what a spreadsheet would take for a formula', () => {
    const settings = { ...plainHost, owner: '=HYPERLINK("https://evil.example")', site: "'=1" };
    const door = { id: '1', port: 636, transport: 'ldaps', intervalSeconds: 300, slowAfterMs: null, probedFrom: [] } as const;
    const hosts: RegisteredHost[] = [{ id: '1', name: 'dc01', managedBy: null, settings, doors: [door] }];
    expect(hostListFile(hosts).write('csv')).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    expect(importOf(hosts, 'keep').hosts[0]).toMatchObject({ owner: settings.owner, site: settings.site });
    expect(hostListFile(hosts).write('json')).toContain(`"site": "'=1"`);
  });
});
