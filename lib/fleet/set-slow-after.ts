import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { endpointId, slowAfterMs } from './input.ts';
import { loadEndpoint } from './internal.ts';
import { keepDoorSetting } from './keep-door-setting.ts';

export const SetSlowAfterInput = z.strictObject({ endpointId, slowAfterMs });
export type SetSlowAfterInput = z.input<typeof SetSlowAfterInput>;

/** Sets from which duration of a probe on a door counts as slow; null for the usual three seconds. It is checked again at once. */
export async function setSlowAfter(context: VerbContext, input: SetSlowAfterInput): Promise<{ slowAfterMs: number | null }> {
  const given = parseInput(SetSlowAfterInput, input);

  return context.db.$transaction(async (tx) => {
    const endpoint = await loadEndpoint(tx, given.endpointId);
    if (endpoint.slowAfterMs === given.slowAfterMs) return { slowAfterMs: given.slowAfterMs };

    await tx.endpoint.update({ where: { id: endpoint.id }, data: { slowAfterMs: given.slowAfterMs }, select: { id: true } });
    await tx.endpointState.updateMany({
      where: { endpointId: endpoint.id, nextDueAt: { not: null } },
      data: { nextDueAt: context.now },
    });
    await keepDoorSetting(tx, context, endpoint, {
      action: 'endpoint.set-slow-after',
      before: slowWords(endpoint.slowAfterMs),
      after: slowWords(given.slowAfterMs),
      was: { slowAfterMs: endpoint.slowAfterMs },
      is: { slowAfterMs: given.slowAfterMs },
    });
    return { slowAfterMs: given.slowAfterMs };
  });
}

const slowWords = (afterMs: number | null): string => (afterMs === null ? 'Slow as usual' : `Slow from ${afterMs} ms on`);
