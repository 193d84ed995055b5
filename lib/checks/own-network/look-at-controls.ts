import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { ControlDoor, ControlLookup, OwnNetworkFacts } from './judge-own-network.ts';

/** How long one control may take, in milliseconds. All are asked at the same time. */
export const CONTROL_MS = 1_500;

/** The root of the DNS: every resolver knows it, if only to refuse. */
const root = '.';

export type Controls = {
  doors: readonly Omit<ControlDoor, 'outcome'>[];
  /** Names to look up; empty: the root of the DNS. */
  names: readonly string[];
  /** DNS servers instead of the system's; empty: the system's. */
  resolvers: readonly string[];
  /** Was a lookup answered here before? */
  lookupsWorked: boolean;
};

/** Is it an address of this machine itself? */
export const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address);

/**
 * Asks the controls of a location: bounded in number and time, and never throws. What lies on this machine tells nothing of the
 * network, so for `onThisMachine` neither interfaces nor lookups are asked.
 */
export async function lookAtControls(controls: Controls, { onThisMachine }: { onThisMachine: boolean }): Promise<OwnNetworkFacts> {
  const [lookups, doors] = await Promise.all([
    onThisMachine ? [] : askNames(controls),
    Promise.all(controls.doors.map(async (door) => ({ ...door, outcome: await reach(door) }))),
  ]);
  return { interfaces: onThisMachine ? null : interfacesUp(), lookups, doors };
}

const interfacesUp = (): string[] =>
  Object.entries(networkInterfaces()).flatMap(([name, addresses]) => (addresses?.some(({ internal }) => !internal) ? [name] : []));

function reach({ address, port }: Omit<ControlDoor, 'outcome'>): Promise<ControlDoor['outcome']> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (outcome: ControlDoor['outcome']): void => {
      socket.destroy();
      resolve(outcome);
    };
    socket.setTimeout(CONTROL_MS, () => end('no-answer'));
    socket.once('connect', () => end('connected'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNREFUSED' ? 'refused' : 'no-answer'));
  });
}

async function askNames({ names, resolvers, lookupsWorked }: Controls): Promise<ControlLookup[]> {
  const resolver = new Resolver({ timeout: CONTROL_MS, tries: 1 });
  try {
    if (resolvers.length > 0) resolver.setServers(resolvers);
  } catch {
    return [];
  }
  const stop = setTimeout(() => resolver.cancel(), CONTROL_MS);
  const isStub = resolver.getServers().every((server) => isLoopback(server.replace(/^\[|\](:\d+)?$/g, '')));
  const wanted = names.length > 0 ? names : [root];
  try {
    return await Promise.all(
      wanted.map(async (name): Promise<ControlLookup> => {
        const outcome = await (name === root ? resolver.resolveNs(root) : resolver.resolve4(name)).then(
          () => 'answered' as const,
          (error: NodeJS.ErrnoException) => outcomeOf(error.code ?? '', isStub),
        );
        return { name, outcome, isProven: names.length > 0 || lookupsWorked };
      }),
    );
  } finally {
    clearTimeout(stop);
  }
}

/** Codes of c-ares with which a server says that it cannot tell: from a stub on this machine that means that it reaches nobody. */
const serverFailures = new Set(['ESERVFAIL', 'EREFUSED']);
const namesTell = new Set(['ENOTFOUND', 'ENODATA', 'EFORMERR', 'ENOTIMP']);

function outcomeOf(code: string, isStub: boolean): ControlLookup['outcome'] {
  if (namesTell.has(code)) return 'answered';
  if (!serverFailures.has(code)) return 'no-answer';
  return isStub ? 'server-failure' : 'answered';
}
