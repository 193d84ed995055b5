import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import type { Transaction } from '../../db/client.ts';
import { rules } from '../../diagnosis/rules/index.ts';
import { ConflictError, type InputFault, InvalidInputError } from '../../errors.ts';
import { normaliseHostName } from '../host-name.ts';
import { announceFleet } from '../internal.ts';
import { makeDue, type WaiverScope } from './due-doors.ts';
import { endOfDay, lastDay, waiverDaysMax, waiverReason } from './input.ts';
import type { AcceptedFinding } from './views.ts';

export const AcceptFindingInput = z.strictObject({
  findingId: z
    .string('The finding is one of the catalog.')
    .refine((id) => rules.some((rule) => rule.id === id), 'The finding is one of the catalog, such as certificate-expired.'),
  scope: z.enum(['host', 'domain', 'tag'], 'It is accepted for a host, a domain or a tag.'),
  /** The host's name, the domain's or the tag. */
  scopeName: z.string('Name what it is for.').trim().min(1, 'Name the host, the domain or the tag that it is accepted for.'),
  /** Included, in UTC. */
  lastDay,
  reason: waiverReason,
});
export type AcceptFindingInput = z.input<typeof AcceptFindingInput>;

/**
 * Accepts one finding at a host, in a domain or under a tag until the end of a day. It counts for no verdict meanwhile, and is shown
 * as accepted wherever it is found. Its doors are checked again at once. Throws InvalidInputError for a name that is not registered
 * and a day that lies in the past or more than a year ahead, ConflictError when it is accepted for just that already.
 */
export async function acceptFinding(context: VerbContext, input: AcceptFindingInput): Promise<AcceptedFinding> {
  const given = parseInput(AcceptFindingInput, input);
  const until = endOfDay(given.lastDay);
  const dayFault = faultOfDay(given.lastDay, until, context.now);
  if (dayFault !== null) throw new InvalidInputError([dayFault]);

  return context.db.$transaction(async (tx) => {
    const { scope, scopeName } = await findScope(tx, given);
    const before = await tx.waiver.findFirst({
      where: { findingId: given.findingId, ...scope, endedAt: null, until: { gt: context.now } },
      select: { until: true, createdBy: true },
    });
    if (before !== null)
      throw new ConflictError(
        `It is accepted for ${scopeName} already, by ${before.createdBy} until ${before.until.toISOString().slice(0, 16).replace('T', ' ')} UTC. End that first.`,
      );
    const { id } = await tx.waiver.create({
      data: {
        ...{ findingId: given.findingId, ...scope, reason: given.reason, until },
        ...{ createdBy: context.actor, createdAt: context.now },
      },
      select: { id: true },
    });
    const counts = await makeDue(tx, { findingId: given.findingId, scope, now: context.now });
    const { findingId, reason } = given;
    await writeAudit(tx, context, {
      action: 'waiver.accept',
      subject: scopeName,
      before: null,
      after: { findingId, scope: given.scope, until: until.toISOString(), reason },
    });
    await announceFleet(tx);
    return { id, title: rules.find((rule) => rule.id === findingId)?.title ?? findingId, scopeName, ...counts };
  });
}

function faultOfDay(day: string, until: Date, now: Date): InputFault | null {
  const fault = (message: string) => ({ field: 'lastDay', value: day, message });
  if (until <= now) return fault(`The last day, ${day}, is over. It counts in UTC, where it is ${now.toISOString().slice(0, 10)} now.`);
  if (until.getTime() - now.getTime() > (waiverDaysMax + 1) * 86_400_000)
    return fault(`The last day, ${day}, is too far ahead; a finding can be accepted for ${waiverDaysMax} days at most.`);
  return null;
}

async function findScope(
  tx: Transaction,
  { scope, scopeName }: { scope: 'host' | 'domain' | 'tag'; scopeName: string },
): Promise<{ scope: WaiverScope; scopeName: string }> {
  const none: WaiverScope = { hostId: null, domainId: null, tag: null };
  const refuse = (message: string): never => {
    throw new InvalidInputError([{ field: 'scopeName', value: scopeName.slice(0, 120), message }]);
  };
  if (scope === 'tag') {
    const tag = scopeName.normalize('NFC').toLowerCase();
    const isUsed = await tx.host.findFirst({ where: { tags: { has: tag } }, select: { id: true } });
    return isUsed === null ? refuse(`No host has the tag ${tag}.`) : { scope: { ...none, tag }, scopeName: tag };
  }
  const normalised = normaliseHostName(scopeName);
  if (!normalised.ok) return refuse(normalised.message);
  const { name } = normalised;
  if (scope === 'host') {
    const host = await tx.host.findUnique({ where: { name }, select: { id: true } });
    return host === null ? refuse(`No host is registered as ${name}.`) : { scope: { ...none, hostId: host.id }, scopeName: name };
  }
  const domain = await tx.domain.findUnique({ where: { name }, select: { id: true } });
  return domain === null ? refuse(`No domain is known as ${name}.`) : { scope: { ...none, domainId: domain.id }, scopeName: name };
}
