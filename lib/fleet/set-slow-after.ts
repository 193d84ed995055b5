import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { endpointId, slowAfterMs } from './input.ts';
import { announceFleet, doorName, loadEndpoint, touchHost } from './internal.ts';

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
    await tx.change.create({
      data: {
        hostId: endpoint.hostId,
        endpointId: endpoint.id,
        at: context.now,
        kind: 'configuration',
        before: slowWords(endpoint.slowAfterMs),
        after: slowWords(given.slowAfterMs),
      },
      select: { id: true },
    });
    await touchHost(tx, endpoint.hostId, context.now);
    await writeAudit(tx, context, {
      action: 'endpoint.set-slow-after',
      subject: doorName(endpoint.host.name, endpoint.port),
      before: { slowAfterMs: endpoint.slowAfterMs },
      after: { slowAfterMs: given.slowAfterMs },
    });
    await announceFleet(tx);
    return { slowAfterMs: given.slowAfterMs };
  });
}

const slowWords = (afterMs: number | null): string => (afterMs === null ? 'Slow as usual' : `Slow from ${afterMs} ms on`);
