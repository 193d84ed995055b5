import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { endpointId, intervalSeconds } from './input.ts';
import { announceFleet, doorName, loadEndpoint, touchHost } from './internal.ts';

export const SetEndpointIntervalInput = z.strictObject({ endpointId, intervalSeconds });
export type SetEndpointIntervalInput = z.input<typeof SetEndpointIntervalInput>;

/** Sets how often a door is checked; a check that is due later than the new interval allows is brought forward. */
export async function setEndpointInterval(context: VerbContext, input: SetEndpointIntervalInput): Promise<{ intervalSeconds: number }> {
  const given = parseInput(SetEndpointIntervalInput, input);

  return context.db.$transaction(async (tx) => {
    const endpoint = await loadEndpoint(tx, given.endpointId);
    if (endpoint.intervalSeconds === given.intervalSeconds) return { intervalSeconds: given.intervalSeconds };

    await tx.endpoint.update({ where: { id: endpoint.id }, data: { intervalSeconds: given.intervalSeconds }, select: { id: true } });
    const latestDueAt = new Date(context.now.getTime() + given.intervalSeconds * 1_000);
    await tx.endpointState.updateMany({
      where: { endpointId: endpoint.id, nextDueAt: { gt: latestDueAt } },
      data: { nextDueAt: latestDueAt },
    });
    await tx.change.create({
      data: {
        hostId: endpoint.hostId,
        endpointId: endpoint.id,
        at: context.now,
        kind: 'configuration',
        before: `Checked every ${endpoint.intervalSeconds} s`,
        after: `Checked every ${given.intervalSeconds} s`,
      },
      select: { id: true },
    });
    await touchHost(tx, endpoint.hostId, context.now);
    await writeAudit(tx, context, {
      action: 'endpoint.set-interval',
      subject: doorName(endpoint.host.name, endpoint.port),
      before: { intervalSeconds: endpoint.intervalSeconds },
      after: { intervalSeconds: given.intervalSeconds },
    });
    await announceFleet(tx);
    return { intervalSeconds: given.intervalSeconds };
  });
}
