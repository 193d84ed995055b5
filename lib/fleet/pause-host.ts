import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { ConflictError } from '../errors.ts';
import { hostId } from './input.ts';
import { announceFleet, loadHost } from './internal.ts';
import { pauseDoors } from './pausing.ts';

export const PauseHostInput = z.strictObject({
  hostId,
  reason: z.string().trim().max(500, 'A reason can be 500 characters long at most.').default(''),
});
export type PauseHostInput = z.input<typeof PauseHostInput>;

/**
 * Stops checking a host until it is resumed; the board shows it under maintenance. Results of checks under way are dropped.
 * Throws ConflictError when it is paused already.
 */
export async function pauseHost(context: VerbContext, input: PauseHostInput): Promise<{ name: string }> {
  const given = parseInput(PauseHostInput, input);
  const reason = given.reason === '' ? null : given.reason;

  return context.db.$transaction(async (tx) => {
    const host = await loadHost(tx, given.hostId);
    if (host.pausedAt !== null) throw new ConflictError(`${host.name} is paused already.`);

    await tx.host.update({
      where: { id: host.id },
      data: { pausedAt: context.now, pauseReason: reason, updatedAt: context.now },
      select: { id: true },
    });
    await pauseDoors(tx, [host.id], context.now);
    await writeAudit(tx, context, { action: 'host.pause', subject: host.name, before: null, after: { reason } });
    await announceFleet(tx);
    return { name: host.name };
  });
}
