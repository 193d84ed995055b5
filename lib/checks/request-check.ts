import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { checkJob, URGENT_PRIORITY } from '../queue/jobs.ts';
import type { Queue } from '../queue/queue.ts';
import { sharedQueue } from '../queue/shared-queue.ts';
import { findRequestedDoor } from './requested-door.ts';

export const RequestCheckInput = z.strictObject({ endpointId: z.uuid('The endpoint is named by its id.') });
export type RequestCheckInput = z.input<typeof RequestCheckInput>;

/**
 * Has an endpoint checked ahead of the schedule, from every location whose workers are alive, and returns at once. The check's
 * stages are told as live events under the returned id. Throws NotFoundError for an unknown endpoint, ConflictError while its host
 * is paused, and AppError `unavailable` when no worker is there to do it.
 */
export async function requestCheck(context: VerbContext, input: RequestCheckInput, queue?: Queue): Promise<{ requestId: string }> {
  const { endpointId } = parseInput(RequestCheckInput, input);
  const { subject, locations } = await findRequestedDoor(context, endpointId);
  const open = queue ?? (await sharedQueue());
  const requestId = randomUUID();
  const payload = { endpointIds: [endpointId], dueAt: context.now.toISOString(), requestId };
  await context.db.$transaction(async (transaction) => {
    for (const location of locations)
      await open.enqueue(checkJob, [payload], { location: location.name, priority: URGENT_PRIORITY, transaction });
    await writeAudit(transaction, context, { action: 'endpoint.check', subject, before: null, after: { requestId } });
  });
  return { requestId };
}
