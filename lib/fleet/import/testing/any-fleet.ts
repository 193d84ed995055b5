import fc from 'fast-check';
import { profiles } from '../../../diagnosis/rule.ts';
import type { RegisteredDoor, RegisteredHost } from '../../desired/registered.ts';
import type { HostSettings } from '../../desired/settings.ts';

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9_-]{0,8}[a-z0-9])?$/);
/** Names of all kinds; the last label holds a letter, as those of numbers are taken for addresses. */
const name = fc.oneof(
  fc.tuple(fc.array(label, { maxLength: 3 }), fc.stringMatching(/^[a-z]{2,8}$/)).map(([labels, last]) => [...labels, last].join('.')),
  fc.ipV4(),
  fc.ipV6().map((address) => new URL(`http://[${address}]`).hostname.slice(1, -1)),
);

/** Whatever a person can type, with what lists and spreadsheets are touchy about; as it is kept, so trimmed and without controls. */
const typed = (maxLength: number) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom("'", '=', '+', '-', '@', '"', ',', ';', '|', '#', ' ', 'ä', '＝'),
        fc.string({ unit: 'grapheme', maxLength: 4 }),
      ),
      {
        maxLength: 8,
      },
    )
    .map((parts) =>
      parts
        .join('')
        .replaceAll(/\p{Cc}/gu, '')
        .slice(0, maxLength)
        .trim()
        .toWellFormed(),
    );
const lines = fc.array(typed(60), { maxLength: 4 }).map((parts) => parts.join('\n').trim());
const listOf = (one: fc.Arbitrary<string>) => fc.uniqueArray(one, { maxLength: 3 }).map((list) => list.sort());

const windows = fc
  .tuple(fc.integer({ min: 1, max: 3_650 }), fc.integer({ min: 100, max: 100_000 }), fc.nat(), fc.nat())
  .map(([warningDays, warning, days, share]) => ({
    warningDays,
    warningShare: warning / 100_000,
    criticalDays: 1 + (days % warningDays),
    criticalShare: (100 + (share % (warning - 99))) / 100_000,
  }));

const settings: fc.Arbitrary<HostSettings> = fc
  .record({
    site: typed(64),
    tags: listOf(fc.stringMatching(/^[a-z0-9][a-z0-9._:/-]{0,8}$/)),
    owner: typed(120),
    notes: lines,
    profile: fc.option(fc.constantFrom(...profiles)),
    address: fc.option(fc.ipV4()),
    standsForDomain: fc.boolean(),
    expectedAddresses: listOf(fc.ipV4()),
    reachedFromOutside: fc.boolean(),
    ldapsIntended: fc.boolean(),
    expiryWindows: fc.option(windows),
    paused: fc.boolean(),
    pauseReason: typed(200),
  })
  .map((host) => ({ ...host, pauseReason: host.paused ? host.pauseReason : '' }));

export const knownLocations = ['branch', 'here', 'there'] as const;

const door: fc.Arbitrary<RegisteredDoor> = fc.record({
  id: fc.uuid(),
  port: fc.integer({ min: 1, max: 65_535 }),
  transport: fc.constantFrom('ldaps', 'starttls'),
  intervalSeconds: fc.integer({ min: 30, max: 86_400 }),
  slowAfterMs: fc.option(fc.integer({ min: 1, max: 120_000 })),
  probedFrom: fc.subarray([...knownLocations]),
});

/** Hosts as they can be registered, each name once. */
export const anyHosts: fc.Arbitrary<RegisteredHost[]> = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    name,
    managedBy: fc.constant(null),
    settings,
    doors: fc
      .uniqueArray(door, { minLength: 1, maxLength: 3, selector: ({ port }) => port })
      .map((doors) => doors.sort((one, other) => one.port - other.port)),
  }),
  { maxLength: 6, selector: (host) => host.name },
);
