import { startDnsServer, type ZoneEntry } from '../../../simulation/dns-server.ts';
import type { SimulatedServer } from '../../../simulation/listener.ts';
import { RANGE_HOST, type RangeEndpoint, type RangeMaterials, serving } from './range-endpoint.ts';

const sound = serving();
const resolvers = new WeakMap<SimulatedServer, string>();

/** A sound server behind a name server that knows its name in this way; null: not at all. */
const behind =
  (entry: ZoneEntry | null) =>
  async (materials: RangeMaterials): Promise<SimulatedServer> => {
    const server = await sound(materials);
    const dns = await startDnsServer({ '*': 'NXDOMAIN', ...(entry === null ? {} : { [RANGE_HOST]: entry }) });
    const started = {
      ...server,
      stop: async () => {
        await Promise.all([server.stop(), dns.stop()]);
      },
    };
    resolvers.set(started, dns.resolver);
    return started;
  };

const asking = (started: SimulatedServer) => ({ resolvers: [resolvers.get(started) ?? ''], hostsFile: null, timeouts: { resolveMs: 700 } });
/** Undefined would be `no addresses given`; the other endpoints are dialled at 127.0.0.1. */
const byName = (started: SimulatedServer) => ({ ...asking(started), addresses: [] });

/** Faults of the name. */
export const resolveEndpoints: readonly RangeEndpoint[] = [
  { id: 'resolve/sound', what: 'nothing: found by its name', finds: [], options: byName, start: behind({ A: ['127.0.0.1'] }) },
  { id: 'resolve/no-such-name', what: 'the name does not exist', finds: ['name-not-found'], options: byName, start: behind(null) },
  { id: 'resolve/no-address', what: 'the name has no address', finds: ['name-not-found'], options: byName, start: behind({}) },
  {
    id: 'resolve/lookup-refused',
    what: 'the name server refuses this name alone',
    finds: ['name-lookup-failed'],
    options: byName,
    start: behind('REFUSED'),
  },
  {
    id: 'resolve/lookup-failed',
    what: 'the name server fails on this name alone',
    finds: ['name-lookup-failed'],
    options: byName,
    start: behind('SERVFAIL'),
  },
  {
    id: 'resolve/partly-down',
    what: 'two addresses, and nobody listens at one',
    finds: ['address-partly-down'],
    options: byName,
    start: behind({ A: ['127.0.0.1', '127.0.0.2'] }),
  },
  {
    id: 'resolve/internal',
    what: 'reached from outside, and resolves to an internal address',
    finds: ['resolves-to-internal-address'],
    subject: { reachedFromOutside: true },
    options: byName,
    start: behind({ A: ['127.0.0.1'] }),
  },
  {
    id: 'resolve/unexpected',
    what: 'resolves to another address than expected',
    finds: ['resolves-to-unexpected-address'],
    subject: { expectedAddresses: ['127.0.0.3'] },
    options: byName,
    start: behind({ A: ['127.0.0.1'] }),
  },
  {
    id: 'resolve/expected',
    what: 'nothing: resolves as expected',
    finds: [],
    subject: { expectedAddresses: ['127.0.0.1'] },
    options: byName,
    start: behind({ A: ['127.0.0.1'] }),
  },
];
