import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { settings } from '../config/env.ts';
import type { Transaction } from '../db/client.ts';
import { type InputFault, InvalidInputError } from '../errors.ts';
import { type ListedEndpoint, type ListedLine, parseHostList } from './host-list.ts';
import { domainOf } from './host-name.ts';
import { optionalIntervalSeconds, site } from './input.ts';
import { announceFleet, domainIds, lockRegistration, scheduleEverywhere } from './internal.ts';

/** `lines` is a list as parseHostList reads it; faults name them as `lines.1`, `lines.2` and so on. */
export const RegisterHostsInput = z.strictObject({
  lines: z.string('Write one host per line.'),
  /** Given to the hosts that are new. */
  site: site.default(''),
  intervalSeconds: optionalIntervalSeconds,
});
export type RegisterHostsInput = z.input<typeof RegisterHostsInput>;

export type RegisteredHosts = {
  /** Names of the hosts that are new, in the order of the list. */
  hosts: string[];
  /** Doors that are new, those of new hosts among them. */
  endpointCount: number;
  /** Doors that were there before, unchanged. */
  alreadyRegistered: { name: string; port: number }[];
};

/**
 * Registers every door of a list, and the hosts they belong to, due at once from every location. All or nothing: throws
 * InvalidInputError with every faulty line. What is registered just so already is counted, and is no fault.
 */
export async function registerHosts(context: VerbContext, input: RegisterHostsInput): Promise<RegisteredHosts> {
  const given = parseInput(RegisterHostsInput, input);
  const intervalSeconds = given.intervalSeconds ?? settings().probe.intervalSeconds;
  const { endpoints: listed, faults } = parseHostList(given.lines);
  if (faults.length > 0) throw new InvalidInputError(faults);

  return context.db.$transaction(
    async (tx) => {
      await lockRegistration(tx);
      const known = await loadKnownHosts(tx, listed);
      const clashes = listed.flatMap((line) => clashOf(line, known.get(line.name)));
      if (clashes.length > 0) throw new InvalidInputError(clashes);

      const fresh = listed.filter((line) => known.get(line.name)?.ports.get(line.port) === undefined);
      const newNames = [...new Set(fresh.filter((line) => !known.has(line.name)).map((line) => line.name))];
      const newIds = await createHosts(tx, context.now, newNames, given.site);
      const hostIdOf = (name: string): string[] => [newIds.get(name) ?? known.get(name)?.id ?? []].flat();
      const created = await tx.endpoint.createManyAndReturn({
        data: fresh.flatMap(({ name, port, transport }) =>
          hostIdOf(name).map((hostId) => ({ hostId, port, transport, intervalSeconds, createdAt: context.now })),
        ),
        select: { id: true },
      });
      await scheduleEverywhere(
        tx,
        created.map(({ id }) => id),
        context.now,
      );
      if (fresh.length > 0) {
        const grown = [...new Set(fresh.flatMap(({ name }) => known.get(name)?.id ?? []))];
        await tx.host.updateMany({ where: { id: { in: grown } }, data: { updatedAt: context.now } });
        await writeAudit(tx, context, ...auditRecords(fresh, newIds, { site: given.site, intervalSeconds }));
        await announceFleet(tx);
      }
      return {
        hosts: newNames,
        endpointCount: created.length,
        alreadyRegistered: listed.filter((line) => !fresh.includes(line)).map(({ name, port }) => ({ name, port })),
      };
    },
    { timeout: 60_000, maxWait: 10_000 },
  );
}

type KnownHost = { id: string; ports: Map<number, string> };

async function loadKnownHosts(tx: Transaction, listed: readonly ListedLine[]): Promise<Map<string, KnownHost>> {
  const hosts = await tx.host.findMany({
    where: { name: { in: [...new Set(listed.map((line) => line.name))] } },
    select: { id: true, name: true, endpoints: { select: { port: true, transport: true } } },
  });
  return new Map(
    hosts.map(({ id, name, endpoints }) => [name, { id, ports: new Map(endpoints.map(({ port, transport }) => [port, transport])) }]),
  );
}

const transportWords = { ldaps: 'LDAPS', starttls: 'StartTLS' } as const;

/** A port speaks either LDAPS or StartTLS, so the same door with another transport is a fault. */
function clashOf(line: ListedLine, known: KnownHost | undefined): InputFault[] {
  const before = known?.ports.get(line.port);
  if (before === undefined || before === line.transport) return [];
  const words = before === 'ldaps' ? transportWords.ldaps : transportWords.starttls;
  return [
    {
      field: `lines.${line.line}`,
      value: `${line.name}:${line.port}`,
      message: `Line ${line.line}: ${line.name}, port ${line.port}, is registered already, as ${words}. Remove that port first to watch it as ${transportWords[line.transport]}.`,
    },
  ];
}

/** Makes the hosts; returns their ids by name. */
async function createHosts(tx: Transaction, now: Date, names: readonly string[], siteName: string): Promise<Map<string, string>> {
  const domainOfHost = new Map(names.map((name) => [name, domainOf(name, false)]));
  const ids = await domainIds(
    tx,
    [...domainOfHost.values()].filter((domain) => domain !== null),
  );
  const hosts = await tx.host.createManyAndReturn({
    data: names.map((name) => ({
      name,
      domainId: ids.get(domainOfHost.get(name) ?? '') ?? null,
      site: siteName,
      createdAt: now,
      updatedAt: now,
    })),
    select: { id: true, name: true },
  });
  return new Map(hosts.map(({ id, name }) => [name, id]));
}

/** One record per host, with the ports that it gained. */
function auditRecords(
  fresh: readonly ListedEndpoint[],
  newIds: ReadonlyMap<string, string>,
  given: { site: string; intervalSeconds: number },
) {
  return [...Map.groupBy(fresh, ({ name }) => name)].map(([name, doors]) => {
    const endpoints = doors.map(({ port, transport }) => ({ port, transport, intervalSeconds: given.intervalSeconds }));
    return newIds.has(name)
      ? { action: 'host.register', subject: name, before: null, after: { site: given.site, endpoints } }
      : { action: 'endpoint.add', subject: name, before: null, after: { endpoints } };
  });
}
