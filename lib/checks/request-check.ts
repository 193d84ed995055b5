import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { AppError, ConflictError, NotFoundError } from '../errors.ts';
import { checkJob, URGENT_PRIORITY } from '../queue/jobs.ts';
import type { Queue } from '../queue/queue.ts';
import { sharedQueue } from '../queue/shared-queue.ts';
import { aliveBetween, silentAfterSeconds } from './heartbeat.ts';

export const RequestCheckInput = z.strictObject({ endpointId: z.uuid('The endpoint is named by its id.') });
export type RequestCheckInput = z.input<typeof RequestCheckInput>;

/**
 * Has an endpoint checked ahead of the schedule, from every location whose workers are alive, and returns at once. The check's
 * stages are told as live events under the returned id. Throws NotFoundError for an unknown endpoint, ConflictError while its host
 * is paused, and AppError `unavailable` when no worker is there to do it.
 */
export async function requestCheck(context: VerbContext, input: RequestCheckInput, queue?: Queue): Promise<{ requestId: string }> {
  const { endpointId } = parseInput(RequestCheckInput, input);
  const endpoint = await context.db.endpoint.findUnique({
    where: { id: endpointId },
    select: { port: true, host: { select: { name: true, pausedAt: true } } },
  });
  if (!endpoint) throw new NotFoundError('The endpoint');
  const { name, pausedAt } = endpoint.host;
  if (pausedAt !== null) throw new ConflictError(`${name} is paused for maintenance. Resume it, then probe it.`);

  const alive = aliveBetween(context.now);
  const locations = await context.db.location.findMany({
    where: { lastSeenAt: { gte: alive.from, lte: alive.to } },
    select: { name: true },
  });
  if (locations.length === 0)
    throw new AppError('unavailable', `No worker has been heard of for ${silentAfterSeconds} seconds, so nothing can be probed now.`);

  const open = queue ?? (await sharedQueue());
  const requestId = randomUUID();
  const payload = { endpointIds: [endpointId], dueAt: context.now.toISOString(), requestId };
  await context.db.$transaction(async (transaction) => {
    for (const location of locations)
      await open.enqueue(checkJob, [payload], { location: location.name, priority: URGENT_PRIORITY, transaction });
    const subject = `${name.includes(':') ? `[${name}]` : name}:${endpoint.port}`;
    await writeAudit(transaction, context, { action: 'endpoint.check', subject, before: null, after: { requestId } });
  });
  return { requestId };
}
