import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { ConflictError } from '../errors.ts';
import { hostId } from './input.ts';
import { announceFleet, loadHost } from './internal.ts';

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
    const endpoint = { hostId: host.id };
    await tx.endpointState.updateMany({ where: { endpoint }, data: { nextDueAt: null, claimToken: null, claimedUntil: null } });
    // What begins later was written by a clock that ran ahead.
    await tx.verdictSpan.deleteMany({ where: { endpoint, fromAt: { gt: context.now } } });
    await tx.verdictSpan.updateMany({
      where: { endpoint, OR: [{ toAt: null }, { toAt: { gt: context.now } }] },
      data: { toAt: context.now },
    });
    await tx.$executeRaw`
      INSERT INTO verdict_spans (endpoint_id, location_id, verdict, from_at)
      SELECT endpoint_id, location_id, 'paused', ${context.now}::timestamptz
      FROM endpoint_states JOIN endpoints ON endpoints.id = endpoint_id WHERE host_id = ${host.id}::uuid
      ON CONFLICT (endpoint_id, location_id, from_at) DO UPDATE SET verdict = 'paused', to_at = NULL,
        root_cause_id = NULL, root_cause_no = NULL, root_cause_title = NULL`;
    await writeAudit(tx, context, { action: 'host.pause', subject: host.name, before: null, after: { reason } });
    await announceFleet(tx);
    return { name: host.name };
  });
}
