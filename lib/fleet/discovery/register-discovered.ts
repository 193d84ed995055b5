import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { settings } from '../../config/env.ts';
import type { Transaction } from '../../db/client.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../errors.ts';
import { discoveryRecord } from '../../probe/discovery/record.ts';
import { applyFleetWithin } from '../desired/apply.ts';
import type { DesiredHost } from '../desired/desired-host.ts';
import { doorsOf, proposedDoors } from './doors.ts';
import { endSettledFindings } from './judge-record.ts';
import { compareWithFleet } from './read-runs.ts';
import type { ComparedServer } from './views.ts';

export const RegisterDiscoveredInput = z.strictObject({
  runId: z.uuid('The discovery is named by its id.'),
  /** Names of the servers, as the discovery found them. */
  servers: z.array(z.string(), 'The servers are a list of names.').min(1, 'Tick at least one server.'),
  /** Ports; those of the global catalog count where there is one. */
  ports: z.array(z.number(), 'The doors are a list of ports.').min(1, 'Tick at least one door.'),
});
export type RegisterDiscoveredInput = z.input<typeof RegisterDiscoveredInput>;

export type RegisteredDiscovery = {
  /** Hosts that are new. */
  hostCount: number;
  /** Doors that are new. */
  doorCount: number;
};

/**
 * Registers servers that a discovery found, each with the ticked doors that it has, all in one transaction. Those registered already gain
 * the doors they lack. Throws InvalidInputError for names that the discovery did not find.
 */
export async function registerDiscovered(context: VerbContext, input: RegisterDiscoveredInput): Promise<RegisteredDiscovery> {
  const given = parseInput(RegisterDiscoveredInput, input);
  const unknownPort = given.ports.find((port) => !proposedDoors.some((door) => door.port === port));
  if (unknownPort !== undefined)
    throw new InvalidInputError([{ field: 'ports', value: String(unknownPort), message: 'The doors are 636, 3269, 389 and 3268.' }]);

  return context.db.$transaction(
    async (tx) => {
      const run = await tx.discoveryRun.findUnique({ where: { id: given.runId }, select: { domainName: true, record: true } });
      if (run === null) throw new NotFoundError('The discovery');
      const record = discoveryRecord.nullable().catch(null).parse(run.record);
      if (record === null) throw new ConflictError('The discovery has found nothing yet.');
      const { servers } = await compareWithFleet(tx, record);
      const byName = new Map(servers.map((server) => [server.name, server]));
      const stranger = given.servers.find((name) => !byName.has(name));
      if (stranger !== undefined)
        throw new InvalidInputError([
          { field: 'servers', value: stranger, message: `${stranger} is none of the servers that were found.` },
        ]);
      const chosen = [...new Set(given.servers)].flatMap((name) => byName.get(name) ?? []);
      const registered = await registerServers(tx, context, chosen, given.ports);
      if (registered.doorCount > 0)
        await writeAudit(tx, context, {
          action: 'discovery.register',
          subject: run.domainName,
          before: null,
          after: { ...registered, runId: given.runId, servers: chosen.slice(0, 200).map(({ name }) => name) },
        });
      return registered;
    },
    { timeout: 120_000, maxWait: 10_000 },
  );
}

/**
 * Registers servers within a transaction. The site that was found is kept as the detected one, as a probe would: a person's word goes
 * before it.
 */
export async function registerServers(
  tx: Transaction,
  by: Pick<VerbContext, 'now' | 'actor'>,
  servers: readonly ComparedServer[],
  ports: readonly number[],
): Promise<RegisteredDiscovery> {
  const desired = servers.flatMap((server): DesiredHost[] => {
    const doors = doorsOf(server, ports).filter(({ port }) => !server.registeredPorts.includes(port));
    return doors.length === 0 ? [] : [{ name: server.name, doors: doors.map(({ port, transport }) => ({ port, transport })) }];
  });
  if (desired.length === 0) return { hostCount: 0, doorCount: 0 };
  const plan = await applyFleetWithin(tx, by, desired, { managedBy: null, intervalSeconds: settings().probe.intervalSeconds });
  const sited = servers.filter(({ site, standing }) => site !== null && standing === 'new');
  await tx.$executeRaw`
    UPDATE hosts SET site_detected = found.site
    FROM unnest(${sited.map(({ name }) => name)}::text[], ${sited.map(({ site }) => site ?? '')}::text[]) AS found(name, site)
    WHERE hosts.name = found.name AND hosts.site_detected = ''`;
  await endSettledFindings(tx);
  return { hostCount: plan.counts.new, doorCount: plan.counts.doorsNew };
}
