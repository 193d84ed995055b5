import { isIP } from 'node:net';
import { z } from 'zod';
import { profiles } from '../../diagnosis/rule.ts';
import { windowDaysMax, windowPercentMin } from '../expiry-windows.ts';
import { transports } from '../host-list.ts';
import { normaliseHostName } from '../host-name.ts';
import { addressList, intervalSeconds, notes, owner, port, site, slowAfterMs, tags } from '../input.ts';

/** A host as a list or a file wants it. A field left out stays as it is registered; a field given is set. */

const hostName = z.string('Name the host, such as dc01.corp.example.').transform((text, context) => {
  const normalised = normaliseHostName(text.trim());
  if (normalised.ok) return normalised.name;
  context.addIssue(normalised.message);
  return z.NEVER;
});

const truth = (words: string) => z.boolean(`${words} is true or false.`).optional();

const dayWords = `The days are a whole number from 1 to ${windowDaysMax}.`;
const days = z.number(dayWords).int(dayWords).min(1, dayWords).max(windowDaysMax, dayWords);
const shareMin = windowPercentMin / 100;
const shareWords = `The share of the lifetime is a number from ${shareMin} to 1, such as 0.2 for a fifth.`;
const share = z
  .number(shareWords)
  .min(shareMin, shareWords)
  .max(1, shareWords)
  .transform((given) => Math.round(given * 100_000) / 100_000);

/** Windows of expiry; shares of the lifetime from 0 to 1, to a thousandth of a per cent. Critical lies within warning. */
export const expiryWindows = z
  .strictObject({ warningDays: days, warningShare: share, criticalDays: days, criticalShare: share })
  .superRefine((windows, context) => {
    for (const [critical, warning] of [
      ['criticalDays', 'warningDays'],
      ['criticalShare', 'warningShare'],
    ] as const)
      if (windows[critical] > windows[warning])
        context.addIssue({ code: 'custom', path: [critical], message: `Critical must lie within warning: ${windows[warning]} at most.` });
  });

const address = z.union(
  [
    z.null(),
    z.literal('').transform(() => null),
    z
      .string()
      .trim()
      .refine((text) => isIP(text) !== 0 && !text.includes('%'))
      .transform((text) => {
        const normalised = normaliseHostName(text);
        return normalised.ok ? normalised.name : text;
      }),
  ],
  'The address is an IPv4 or IPv6 address, such as 192.0.2.10 or 2001:db8::10, or empty.',
);

const profile = z.union(
  [z.enum(profiles), z.null(), z.literal('').transform(() => null)],
  `The kind of server is one of ${profiles.join(', ')}, or empty.`,
);

const locationNames = z
  .array(z.string('Locations are named.').trim().min(1, 'Locations are named.'), 'The locations are a list of names.')
  .transform((names) => [...new Set(names)].sort());

/** One door. `transport` may be left out for 636, 3269 (LDAPS), 389 and 3268 (StartTLS), and for a door that is registered. */
export const DesiredDoor = z.strictObject({
  port,
  transport: z.enum(transports, 'The protocol is ldaps or starttls.').optional(),
  /** Left out, a new door gets the installation's. */
  intervalSeconds: intervalSeconds.optional(),
  /** Null or empty for the usual three seconds. */
  slowAfterMs: slowAfterMs.optional(),
  /** Names of locations; an empty list for all. */
  probedFrom: locationNames.optional(),
});
export type DesiredDoor = z.output<typeof DesiredDoor>;

/** Tells of each door whose port an earlier one of the same host has. */
export function eachPortOnce(doors: readonly DesiredDoor[], context: z.RefinementCtx): void {
  const ports = new Set<number>();
  for (const [index, door] of doors.entries()) {
    if (ports.has(door.port)) context.addIssue({ code: 'custom', path: [index, 'port'], message: `Port ${door.port} is named twice.` });
    ports.add(door.port);
  }
}

export const DesiredHost = z.strictObject({
  /** In any spelling: it is kept in lower case, without a dot at its end, as A-labels, an address in its shortest form. */
  name: hostName,
  /** Left out, a new host gets 636 with LDAPS, and a registered one keeps its doors. */
  doors: z
    .array(DesiredDoor, 'The doors are a list of ports.')
    .min(1, 'A host has at least one door.')
    .max(64, 'A host can have 64 doors at most.')
    .superRefine(eachPortOnce)
    .optional(),
  site: site.optional(),
  tags: tags.optional(),
  owner: owner.optional(),
  notes: notes.optional(),
  profile: profile.optional(),
  address: address.optional(),
  standsForDomain: truth('Whether a host stands for a domain'),
  expectedAddresses: addressList.optional(),
  reachedFromOutside: truth('Whether a host is reached from outside'),
  ldapsIntended: truth('Whether LDAPS is intended'),
  /** Null for the domain's. */
  expiryWindows: expiryWindows.nullable().optional(),
  paused: truth('Whether a host is paused'),
  /** Counts only where the host is paused. */
  pauseReason: z.string('The reason is text.').trim().max(500, 'A reason can be 500 characters long at most.').optional(),
});
/** A host whose name is in its one spelling, whoever made it. */
export type DesiredHost = z.output<typeof DesiredHost>;
