import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { settings as installation } from '../config/env.ts';
import { ConflictError, InvalidInputError } from '../errors.ts';
import { customaryTransport, transports } from './host-list.ts';
import { hostId, optionalIntervalSeconds, port } from './input.ts';
import { announceFleet, doorName, loadHost, lockRegistration, scheduleEverywhere, touchHost } from './internal.ts';

export const AddEndpointInput = z.strictObject({
  hostId,
  port,
  /** Empty takes what the port has by custom. */
  transport: z.union([z.enum(transports), z.literal('').transform(() => null), z.null()]).default(null),
  intervalSeconds: optionalIntervalSeconds,
});
export type AddEndpointInput = z.input<typeof AddEndpointInput>;

/** Watches one more port of a host, due at once. Throws ConflictError when it is watched already. */
export async function addEndpoint(context: VerbContext, input: AddEndpointInput): Promise<{ endpointId: string; port: number }> {
  const given = parseInput(AddEndpointInput, input);
  const transport = given.transport ?? customaryTransport(given.port);
  if (transport === null)
    throw new InvalidInputError([{ field: 'transport', message: `Say whether port ${given.port} speaks LDAPS or StartTLS.` }]);

  return context.db.$transaction(async (tx) => {
    await lockRegistration(tx);
    const host = await loadHost(tx, given.hostId);
    if (host.endpoints.some((endpoint) => endpoint.port === given.port))
      throw new ConflictError(`Port ${given.port} of ${host.name} is watched already.`);

    const settings = { port: given.port, transport, intervalSeconds: given.intervalSeconds ?? installation().probe.intervalSeconds };
    const endpoint = await tx.endpoint.create({ data: { hostId: host.id, ...settings, createdAt: context.now }, select: { id: true } });
    await scheduleEverywhere(tx, [endpoint.id], context.now);
    await touchHost(tx, host.id, context.now);
    await writeAudit(tx, context, { action: 'endpoint.add', subject: doorName(host.name, given.port), before: null, after: settings });
    await announceFleet(tx);
    return { endpointId: endpoint.id, port: given.port };
  });
}
