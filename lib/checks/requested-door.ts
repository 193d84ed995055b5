import type { VerbContext } from '../access/verb-context.ts';
import { AppError, ConflictError, NotFoundError } from '../errors.ts';
import { aliveBetween, silentAfterSeconds } from './heartbeat.ts';

/**
 * What it takes to have an endpoint looked at now: how people name it, and the locations whose workers are alive. Throws NotFoundError
 * for an unknown endpoint, ConflictError while its host is paused, and AppError `unavailable` when no worker is there to do it.
 */
export async function findRequestedDoor(
  context: VerbContext,
  endpointId: string,
): Promise<{ subject: string; hostName: string; ldapsIntended: boolean; locations: { name: string }[] }> {
  const endpoint = await context.db.endpoint.findUnique({
    where: { id: endpointId },
    select: { port: true, host: { select: { name: true, pausedAt: true, ldapsIntended: true } } },
  });
  if (!endpoint) throw new NotFoundError('The endpoint');
  const { name, pausedAt, ldapsIntended } = endpoint.host;
  if (pausedAt !== null) throw new ConflictError(`${name} is paused for maintenance. Resume it, then probe it.`);

  const alive = aliveBetween(context.now);
  const locations = await context.db.location.findMany({
    where: { lastSeenAt: { gte: alive.from, lte: alive.to } },
    select: { name: true },
  });
  if (locations.length === 0)
    throw new AppError('unavailable', `No worker has been heard of for ${silentAfterSeconds} seconds, so nothing can be probed now.`);
  return { subject: `${name.includes(':') ? `[${name}]` : name}:${endpoint.port}`, hostName: name, ldapsIntended, locations };
}
