import { isIP } from 'node:net';
import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import type { Transaction } from '../db/client.ts';
import { profiles } from '../diagnosis/rule.ts';
import { domainOf, normaliseHostName } from './host-name.ts';
import { checkbox, expectedAddresses, hostId, owner, site } from './input.ts';
import { announceFleet, domainIds, dropEmptyDomains, loadHost } from './internal.ts';

/** The whole of what can be edited: what is left out is cleared. */
export const EditHostInput = z.strictObject({
  hostId,
  site: site.default(''),
  /** Who looks after its certificates; empty for the domain's owner. */
  owner: owner.default(''),
  /** Empty lets the evidence decide. */
  profile: z
    .union(
      [z.enum(profiles), z.literal('').transform(() => null), z.null()],
      `The kind of server is one of ${profiles.join(', ')}, or empty.`,
    )
    .default(null),
  /** Dialled instead of what the name resolves to; empty asks DNS. */
  address: z
    .union(
      [
        z.literal('').transform(() => null),
        z.null(),
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
    )
    .default(null),
  standsForDomain: checkbox,
  expectedAddresses,
  reachedFromOutside: checkbox,
  /** Left out it is intended: a form says `false` in so many words. */
  ldapsIntended: z
    .union(
      [z.boolean(), z.enum(['on', 'true']).transform(() => true), z.enum(['', 'off', 'false']).transform(() => false)],
      'Whether LDAPS is intended is true or false.',
    )
    .default(true),
});
export type EditHostInput = z.input<typeof EditHostInput>;

/** Changes what a host is registered with beside its name and doors. What changes the verdict is checked again at once. */
export async function editHost(context: VerbContext, input: EditHostInput): Promise<{ name: string }> {
  const given = parseInput(EditHostInput, input);

  return context.db.$transaction(async (tx) => {
    const host = await loadHost(tx, given.hostId);
    const { owner, profile, address, standsForDomain, expectedAddresses, reachedFromOutside, ldapsIntended } = host;
    const before = { site: host.site, owner, profile, address, standsForDomain, expectedAddresses, reachedFromOutside, ldapsIntended };
    // A form sends back the detected site that it was shown: that names none.
    const site = host.site === '' && given.site === host.siteDetected ? '' : given.site;
    const { hostId: _, ...wanted } = given;
    const after = { ...wanted, site };
    const differences = fields.filter((field) => String(before[field]) !== String(after[field]));
    if (differences.length === 0) return { name: host.name };

    const domainId = after.standsForDomain === host.standsForDomain ? (host.domain?.id ?? null) : await domainIdOf(tx, host.name, after);
    await tx.host.update({ where: { id: host.id }, data: { ...after, domainId, updatedAt: context.now }, select: { id: true } });
    await dropEmptyDomains(tx);
    await tx.change.createMany({
      data: differences.map((field) => ({
        hostId: host.id,
        at: context.now,
        kind: 'configuration',
        before: describe(field, before[field]),
        after: describe(field, after[field]),
      })),
    });
    if (differences.some((field) => !unjudged.has(field)) && host.pausedAt === null)
      await tx.endpointState.updateMany({ where: { endpoint: { hostId: host.id } }, data: { nextDueAt: context.now } });
    await writeAudit(tx, context, { action: 'host.edit', subject: host.name, before, after });
    await announceFleet(tx);
    return { name: host.name };
  });
}

/** The domain that a host's name says. A host that was moved to another one stays there until its name means something else. */
async function domainIdOf(tx: Transaction, name: string, { standsForDomain }: { standsForDomain: boolean }): Promise<number | null> {
  const domain = domainOf(name, standsForDomain);
  return domain === null ? null : ((await domainIds(tx, [domain])).get(domain) ?? null);
}

/** What no check judges. */
const unjudged: ReadonlySet<string> = new Set(['site', 'owner']);

const fields = [
  'site',
  'owner',
  'profile',
  'address',
  'standsForDomain',
  'expectedAddresses',
  'reachedFromOutside',
  'ldapsIntended',
] as const;
const labels = {
  site: 'Site',
  owner: 'Owner',
  profile: 'Kind of server',
  address: 'Address',
  standsForDomain: 'Stands for a domain',
  expectedAddresses: 'Expected addresses',
  reachedFromOutside: 'Reached from outside',
  ldapsIntended: 'LDAPS intended',
} as const;
const emptyWords = {
  site: 'none',
  owner: 'as the domain',
  profile: 'as detected',
  address: 'from DNS',
  standsForDomain: 'no',
  expectedAddresses: 'any',
  reachedFromOutside: 'no',
  ldapsIntended: 'no',
} as const;

function describe(field: (typeof fields)[number], value: string | boolean | null | readonly string[]): string {
  const text = typeof value === 'object' ? (value ?? []).join(', ') : value === true ? 'yes' : value === false ? '' : value;
  return `${labels[field]}: ${text === '' ? emptyWords[field] : text}`;
}
