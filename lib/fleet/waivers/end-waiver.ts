import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import { announceFleet } from '../internal.ts';
import { makeDue } from './due-doors.ts';

export const EndWaiverInput = z.strictObject({ waiverId: z.uuid('The waiver is named by its id.') });
export type EndWaiverInput = z.input<typeof EndWaiverInput>;

/** Ends a waiver before its time: its finding counts again, and its doors are checked at once. Throws ConflictError when it has ended. */
export async function endWaiver(context: VerbContext, input: EndWaiverInput): Promise<{ scopeName: string }> {
  const { waiverId } = parseInput(EndWaiverInput, input);

  return context.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM waivers WHERE id = ${waiverId}::uuid FOR UPDATE`;
    const waiver = await tx.waiver.findUnique({
      where: { id: waiverId },
      select: {
        ...{ findingId: true, hostId: true, domainId: true, tag: true, until: true, endedAt: true, reason: true },
        ...{ host: { select: { name: true } }, domain: { select: { name: true } } },
      },
    });
    if (waiver === null) throw new NotFoundError('The waiver');
    if (waiver.endedAt !== null) throw new ConflictError('It has ended already.');
    await tx.waiver.update({ where: { id: waiverId }, data: { endedAt: context.now }, select: { id: true } });
    const { findingId, hostId, domainId, tag, until, reason } = waiver;
    await makeDue(tx, { findingId, scope: { hostId, domainId, tag }, now: context.now });
    const scopeName = waiver.host?.name ?? waiver.domain?.name ?? tag ?? '';
    await writeAudit(tx, context, {
      action: 'waiver.end',
      subject: scopeName,
      before: { findingId, until: until.toISOString(), reason },
      after: null,
    });
    await announceFleet(tx);
    return { scopeName };
  });
}
