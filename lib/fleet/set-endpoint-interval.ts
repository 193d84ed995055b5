import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { endpointId, intervalSeconds } from './input.ts';
import { loadEndpoint } from './internal.ts';
import { keepDoorSetting } from './keep-door-setting.ts';

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
    await keepDoorSetting(tx, context, endpoint, {
      action: 'endpoint.set-interval',
      before: `Checked every ${endpoint.intervalSeconds} s`,
      after: `Checked every ${given.intervalSeconds} s`,
      was: { intervalSeconds: endpoint.intervalSeconds },
      is: { intervalSeconds: given.intervalSeconds },
    });
    return { intervalSeconds: given.intervalSeconds };
  });
}
