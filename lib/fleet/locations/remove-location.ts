import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { aliveBetween } from '../../checks/heartbeat.ts';
import { Prisma } from '../../db/generated/client.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import { forgetLocation } from './forget-location.ts';

export const RemoveLocationInput = z.strictObject({ location: z.string('The location is named by its name.').trim().min(1) });
export type RemoveLocationInput = z.input<typeof RemoveLocationInput>;

/**
 * Removes a location whose workers are silent, with all that was seen from it. Throws ConflictError while a worker of it is alive: it
 * would make its location anew at once.
 */
export async function removeLocation(context: VerbContext, input: RemoveLocationInput): Promise<{ location: string }> {
  const { location: name } = parseInput(RemoveLocationInput, input);
  const known = await context.db.location.findUnique({ where: { name }, select: { id: true, lastSeenAt: true } });
  if (known === null) throw new NotFoundError(`The location ${name}`);
  const alive = aliveBetween(context.now);
  const isAlive = new ConflictError(`A worker of ${name} is alive: stop it first, or it makes the location anew.`);
  if (known.lastSeenAt !== null && known.lastSeenAt >= alive.from && known.lastSeenAt <= alive.to) throw isAlive;

  const silent = Prisma.sql`
    SELECT location.id, location.name FROM locations AS location
    WHERE location.id = ${known.id} AND (location.last_seen_at IS NULL OR location.last_seen_at NOT BETWEEN ${alive.from} AND ${alive.to})`;
  const removed = await forgetLocation(context.db, known.id, silent, (tx) =>
    writeAudit(tx, context, {
      action: 'location.remove',
      subject: name,
      before: { lastSeenAt: known.lastSeenAt?.toISOString() ?? null },
      after: null,
    }),
  );
  if (!removed) throw isAlive;
  return { location: name };
}
