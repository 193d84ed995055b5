import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { ConflictError } from '../errors.ts';
import { deepScanJob, URGENT_PRIORITY } from '../queue/jobs.ts';
import type { Queue } from '../queue/queue.ts';
import { sharedQueue } from '../queue/shared-queue.ts';
import { findRequestedDoor } from './requested-door.ts';

export const RequestDeepScanInput = z.strictObject({ endpointId: z.uuid('The endpoint is named by its id.') });
export type RequestDeepScanInput = z.input<typeof RequestDeepScanInput>;

/**
 * Has an endpoint deep-scanned ahead of the schedule, from every location whose workers are alive, one after the other, and returns at
 * once. Live events under the returned id tell how far each scan is (stage `deep-scan`, the note says "3 of 20" and what is asked) and,
 * as `finished`, how it ended. A check follows by itself. Throws as `requestCheck` does, and ConflictError where LDAPS is not intended.
 */
export async function requestDeepScan(context: VerbContext, input: RequestDeepScanInput, queue?: Queue): Promise<{ requestId: string }> {
  const { endpointId } = parseInput(RequestDeepScanInput, input);
  const { subject, hostName, ldapsIntended, locations } = await findRequestedDoor(context, endpointId);
  if (!ldapsIntended) throw new ConflictError(`LDAPS is not intended on ${hostName}, so its TLS ports are left alone.`);

  const open = queue ?? (await sharedQueue());
  const requestId = randomUUID();
  const payload = { endpointId, dueAt: context.now.toISOString(), requestId };
  await context.db.$transaction(async (transaction) => {
    for (const location of locations)
      await open.enqueue(deepScanJob, [payload], { location: location.name, priority: URGENT_PRIORITY, transaction });
    await writeAudit(transaction, context, { action: 'endpoint.deep-scan', subject, before: null, after: { requestId } });
  });
  return { requestId };
}
