import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { ConflictError } from '../errors.ts';
import { endpointId } from './input.ts';
import { announceFleet, doorName, loadEndpoint, loadHost, touchHost } from './internal.ts';

export const RemoveEndpointInput = z.strictObject({ endpointId });
export type RemoveEndpointInput = z.input<typeof RemoveEndpointInput>;

/** Stops watching a port and forgets its history. Throws ConflictError for a host's last one: then the host is to be deleted. */
export async function removeEndpoint(context: VerbContext, input: RemoveEndpointInput): Promise<{ name: string; port: number }> {
  const given = parseInput(RemoveEndpointInput, input);

  return context.db.$transaction(
    async (tx) => {
      const endpoint = await loadEndpoint(tx, given.endpointId);
      const { name, endpoints } = await loadHost(tx, endpoint.hostId);
      if (endpoints.length === 1) throw new ConflictError(`${endpoint.port} is the only port of ${name}. Delete the host instead.`);

      await tx.endpoint.delete({ where: { id: endpoint.id }, select: { id: true } });
      await touchHost(tx, endpoint.hostId, context.now);
      const before = { port: endpoint.port, transport: endpoint.transport, intervalSeconds: endpoint.intervalSeconds };
      await writeAudit(tx, context, { action: 'endpoint.remove', subject: doorName(name, endpoint.port), before, after: null });
      await announceFleet(tx);
      return { name, port: endpoint.port };
    },
    { timeout: 60_000 },
  );
}
