import { isIPv6 } from 'node:net';
import { monotonicMs } from '../../clock.ts';
import type { Attempt, Evidence } from '../../probe/evidence.ts';
import type { ControlDoor } from './judge-own-network.ts';
import { isLoopback, type lookAtControls } from './look-at-controls.ts';

type Family = Attempt['family'];
type Door = Omit<ControlDoor, 'outcome'>;

/** Doors remembered, and asked, of each family of addresses. */
const DOORS_OF_A_FAMILY = 4;

const familyOf = (address: string): Family => (isIPv6(address) ? 6 : 4);

/** Families of addresses to which the system knew no way, of the doors on this machine or beyond it. */
export const familiesWithoutWay = ({ attempts }: Evidence): Family[] => [
  ...new Set(
    attempts.flatMap(({ connect, family }) => (connect.status === 'failed' && connect.code === 'network-unreachable' ? [family] : [])),
  ),
];

/**
 * Tells whether addresses of a family are reached from here at all. A system that knows no way to an address may lack a route to that
 * server, or to everybody: a location without IPv6, or one whose cable is out. Others that answer tell the two apart.
 */
export function createFamilyWatch({ look, withinMs }: { look: typeof lookAtControls; withinMs: number }) {
  const reached = new Map<string, (Door & { atMs: number })[]>();
  const asked = new Map<string, { atMs: number; answered: Promise<boolean> }>();
  const keyOf = (onThisMachine: boolean, family: Family): string => `${onThisMachine ? 'machine' : 'network'} ${family}`;

  return {
    /** Keeps that a door was reached. */
    remember(door: Door): void {
      const key = keyOf(isLoopback(door.address), familyOf(door.address));
      const others = (reached.get(key) ?? []).filter(({ host }) => host !== door.host);
      reached.set(key, [{ ...door, atMs: monotonicMs() }, ...others].slice(0, DOORS_OF_A_FAMILY));
    },
    /** Is any door of that family reached now? Those of `others` are asked where none is remembered. One look answers for some time. */
    async isReached(family: Family, onThisMachine: boolean, others: () => Promise<readonly Door[]>): Promise<boolean> {
      const key = keyOf(onThisMachine, family);
      const known = reached.get(key) ?? [];
      if (known[0] !== undefined && monotonicMs() - known[0].atMs < withinMs) return true;
      const kept = asked.get(key);
      if (kept !== undefined && monotonicMs() - kept.atMs < withinMs) return kept.answered;
      const answered = (async () => {
        const all = known.length > 0 ? known : await others();
        const doors = all.filter(({ address }) => isLoopback(address) === onThisMachine && familyOf(address) === family);
        const chosen = doors.slice(0, DOORS_OF_A_FAMILY).map(({ host, address, port }) => ({ host, address, port }));
        const facts = await look({ doors: chosen, names: [], resolvers: [], lookupsWorked: false }, { onThisMachine: true });
        return facts.doors.some(({ outcome }) => outcome !== 'no-answer');
      })();
      answered.catch(() => undefined);
      asked.set(key, { atMs: monotonicMs(), answered });
      return answered;
    },
  };
}
