import { z } from 'zod';

/** The form of a discovery: a box `server.NAME` for each server and a box `door.PORT` for each door. */
export const TickedServers = z
  .object({ runId: z.string() })
  .catchall(z.string())
  .transform(({ runId, ...boxes }) => ({
    runId,
    servers: after('server.', boxes),
    ports: after('door.', boxes).map(Number),
  }));

const after = (prefix: string, boxes: Record<string, string>): string[] =>
  Object.keys(boxes).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
