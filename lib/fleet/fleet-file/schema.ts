import { z } from 'zod';
import { verdictPolicies } from '../../checks/read/host-state.ts';
import { DesiredDoor, DesiredHost, eachPortOnce, expiryWindows } from '../desired/desired-host.ts';
import { discoveryModes } from '../discovery/views.ts';
import { dnsServers, domainName } from '../domain-input.ts';
import { intervalSeconds, notes, owner } from '../input.ts';
import { storeName } from '../trust/input.ts';

/** What a fleet file may say. What it leaves out stays as it is set; docs/fleet-file.md explains each field. */

/** Most hosts, domains and trust stores of one file. */
export const fleetFileHostsMax = 20_000;
const domainsMax = 1_000;
const storesMax = 200;

/** A door in full, or its port alone. */
const door = z.union(
  [
    z
      .number()
      .transform((port): z.input<typeof DesiredDoor> => ({ port }))
      .pipe(DesiredDoor),
    DesiredDoor,
  ],
  'A door is a port, such as 636, or a mapping with its port.',
);
const doors = z
  .array(door, 'The doors are a list of ports.')
  .min(1, 'A host has at least one door.')
  .max(64, 'A host can have 64 doors at most.')
  .superRefine(eachPortOnce);

const hostShape = { ...DesiredHost.shape, doors: doors.optional() };
const { name: _, ...settingsShape } = hostShape;

/** The servers, or none where the list is empty: a list alone, unlike a form's field. */
const servers = z.array(z.string('A DNS server is an address.'), 'The DNS servers are a list.').transform((list, context) => {
  const parsed = dnsServers.safeParse(list);
  for (const { message } of parsed.error?.issues ?? []) context.addIssue(message);
  return parsed.data ?? z.NEVER;
});

const discoveryWords = 'Discoveries can be 15 minutes (900 seconds) to 30 days (2592000 seconds) apart.';
const discovery = z.strictObject({
  mode: z.enum(discoveryModes, `The discovery is one of ${discoveryModes.join(', ')}.`),
  intervalSeconds: z.number(discoveryWords).int(discoveryWords).min(900, discoveryWords).max(2_592_000, discoveryWords).optional(),
});

export const FileDomain = z.strictObject({
  name: domainName,
  /** Who looks after its certificates; empty for nobody. */
  owner: owner.optional(),
  /** Markdown. */
  notes: notes.optional(),
  /** DNS servers that know it from inside. */
  resolvers: servers.optional(),
  /** DNS servers that answer as the outside world sees it. */
  externalResolvers: servers.optional(),
  /** Null for the installation's. */
  expiryWindows: expiryWindows.nullable().optional(),
  verdictPolicy: z.enum(verdictPolicies, `The policy is one of ${verdictPolicies.join(', ')}.`).optional(),
  discovery: discovery.optional(),
});
export type FileDomain = z.output<typeof FileDomain>;

/** Certificates that are trusted: as PEM text in the file, or in a file beside it. */
const FileStore = z
  .strictObject({
    name: storeName,
    /** Left out: for all domains. */
    domain: domainName.optional(),
    certificates: z.string('The certificates are PEM text.').optional(),
    /** Relative to the fleet file. */
    file: z.string('The file is a path, relative to the fleet file.').trim().min(1, 'Name the file.').optional(),
  })
  .refine(({ certificates, file }) => (certificates === undefined) !== (file === undefined), 'Give either certificates or a file.');
export type FileStore = z.output<typeof FileStore>;

export const FleetFile = z.strictObject({
  version: z.literal(1, 'The version of a fleet file is 1.'),
  /** Said of everything that the file manages; the file's own name when left out. */
  name: z
    .string('The name is text.')
    .regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}$/, 'A name has 1 to 63 letters, digits, blanks, dots, dashes and underscores.')
    .refine((name) => name !== 'demo', 'The name demo belongs to the demonstration fleet.')
    .optional(),
  /** For every host of the file that does not say otherwise. `intervalSeconds` is for its doors. */
  defaults: z.strictObject({ ...settingsShape, intervalSeconds: intervalSeconds.optional() }).optional(),
  /** For the whole installation; null for the usual ones. */
  expiryWindows: expiryWindows.nullable().optional(),
  domains: z.array(FileDomain, 'The domains are a list.').max(domainsMax, `A file can have ${domainsMax} domains at most.`).default([]),
  trust: z
    .array(FileStore, 'The trust stores are a list.')
    .max(storesMax, `A file can have ${storesMax} trust stores at most.`)
    .default([]),
  hosts: z
    .array(z.strictObject(hostShape), 'The hosts are a list.')
    .max(fleetFileHostsMax, `A file can have ${fleetFileHostsMax} hosts at most.`)
    .default([]),
});
export type FleetFile = z.output<typeof FleetFile>;

/** The schema as JSON Schema, for editors: what may be written, before it is brought into its one spelling. */
export const fleetFileJsonSchema = () => ({
  ...z.toJSONSchema(FleetFile, { io: 'input', unrepresentable: 'any' }),
  title: 'Port636 fleet file',
});

/** The hosts of a file with its defaults. */
export function hostsOf({ defaults, hosts }: FleetFile): DesiredHost[] {
  const { intervalSeconds: seconds, ...settings } = defaults ?? {};
  return hosts.map((host) => {
    const merged = { ...settings, ...host };
    const withInterval = (each: DesiredDoor): DesiredDoor => (seconds === undefined ? each : { intervalSeconds: seconds, ...each });
    if (merged.doors !== undefined) return { ...merged, doors: merged.doors.map(withInterval) };
    return seconds === undefined ? merged : { ...merged, doors: [{ port: 636, intervalSeconds: seconds }] };
  });
}
