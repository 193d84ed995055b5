import { monotonicMs, now } from '../../clock.ts';
import type { Database } from '../../db/client.ts';
import type { Attempt, Evidence } from '../../probe/evidence.ts';
import { createFamilyWatch, familiesWithoutWay } from './family-reached.ts';
import { type ControlDoor, judgeOwnNetwork, type OwnNetwork, type OwnNetworkFacts } from './judge-own-network.ts';
import { isLoopback, lookAtControls } from './look-at-controls.ts';
import { readReachedDoors, recordOwnNetwork } from './record-own-network.ts';
import { mayBeOwnNetwork, reachedAddress } from './signs.ts';

/** One look answers for the probes that fail within this time of it, in milliseconds. */
const ONE_LOOK_MS = 2_000;
/** Doors asked as controls, and doors remembered, at most. */
const DOORS_ASKED = 4;
const DOORS_KEPT = 32;

/** What lies on this machine is reached without any network, so each side has controls of its own. */
type Side = 'machine' | 'network';
type Door = Omit<ControlDoor, 'outcome'>;
type Look = { atMs: number; judged: Promise<OwnNetwork> };

/** Watches over the network of one worker, so that no server is blamed for what is wrong here. */
export type OwnNetworkWatch = {
  /**
   * The evidence, with the mark that the location's own network is gone where it is, or with the families of addresses that are reached
   * where no way led to the server's. Never throws.
   */
  witness(evidence: Evidence): Promise<Evidence>;
  /** While the network is gone, looks whether it is back; to be called every few seconds. Rejects when the database does not answer. */
  lookAgain(): Promise<void>;
};

type Given = {
  db: Database;
  location: { id: number; name: string };
  /** As in Settings. */
  resolvers: readonly string[];
  controlNames: readonly string[];
  /** Was the network gone when a worker of this location last told? */
  wasGone: boolean;
  onError: (error: unknown) => void;
  /** How the controls are asked; tests give their own. */
  look?: typeof lookAtControls;
};

/**
 * Asks only when a probe failed as it does when the network is gone, and no other door was reached at that time: a handful of
 * connections and one lookup every two seconds at most, however many probes fail.
 */
export function createOwnNetworkWatch({
  db,
  location,
  resolvers,
  controlNames,
  wasGone,
  onError,
  look = lookAtControls,
}: Given): OwnNetworkWatch {
  const reached: Record<Side, Map<string, Door & { atMs: number }>> = { machine: new Map(), network: new Map() };
  const looks: Partial<Record<Side, Look>> = {};
  const families = createFamilyWatch({ look, withinMs: ONE_LOOK_MS });
  let lookupsWorked = false;
  let gone: Set<Side> = new Set(wasGone ? ['machine', 'network'] : []);

  const sideOf = ({ resolve, attempts }: Evidence): Side =>
    resolve.status === 'ok' && attempts.length > 0 && attempts.every(({ address }) => isLoopback(address)) ? 'machine' : 'network';

  function remember(evidence: Evidence): void {
    if (evidence.resolve.status === 'ok' && evidence.resolve.data.source === 'dns') lookupsWorked = true;
    const address = reachedAddress(evidence);
    if (address === null) return;
    const { host, port } = evidence.target;
    families.remember({ host, address, port });
    const side = reached[isLoopback(address) ? 'machine' : 'network'];
    side.delete(host);
    side.set(host, { host, address, port, atMs: monotonicMs() });
    const [oldest] = side.keys();
    if (side.size > DOORS_KEPT && oldest !== undefined) side.delete(oldest);
  }

  const newestReachedAtMs = (side: Side): number => [...reached[side].values()].at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;

  async function controlsOf(side: Side): Promise<Door[]> {
    const known = [...reached[side].values()].toReversed();
    const doors =
      known.length >= 2
        ? known
        : (await readReachedDoors(db, location.id, now())).filter(({ address }) => isLoopback(address) === (side === 'machine'));
    return doors.slice(0, DOORS_ASKED).map(({ host, address, port }) => ({ host, address, port }));
  }

  /** Looks, judges and keeps what came of it. */
  async function lookNow(side: Side): Promise<OwnNetwork> {
    const doors = await controlsOf(side);
    const facts = await look({ doors, names: controlNames, resolvers, lookupsWorked }, { onThisMachine: side === 'machine' });
    const judged = judgeOwnNetwork(facts);
    await keep(side, judged, facts);
    return judged;
  }

  async function keep(side: Side, judged: OwnNetwork, facts: OwnNetworkFacts): Promise<void> {
    const before = gone;
    gone = new Set(judged.state === 'gone' ? [...before, side] : [...before].filter((other) => other !== side));
    const isNews = gone.size > 0 !== before.size > 0;
    if (gone.size > 0 && judged.state !== 'gone') return;
    await recordOwnNetwork(db, location, { judged, facts, isNews, now: now() });
  }

  /** The look that answers for a probe that failed just now. */
  function lookFor(side: Side): Promise<OwnNetwork> {
    const kept = looks[side];
    if (kept !== undefined && monotonicMs() - kept.atMs < ONE_LOOK_MS) return kept.judged;
    const judged = lookNow(side);
    judged.catch(() => undefined);
    looks[side] = { atMs: monotonicMs(), judged };
    return judged;
  }

  /** The evidence, with the families of addresses that are reached where no way led to one of them. */
  async function tellOfFamilies(evidence: Evidence, side: Side): Promise<Evidence> {
    const familiesReached: Attempt['family'][] = [];
    for (const family of familiesWithoutWay(evidence)) {
      const others = () => readReachedDoors(db, location.id, now());
      if (await families.isReached(family, side === 'machine', others)) familiesReached.push(family);
    }
    return familiesReached.length === 0 ? evidence : { ...evidence, familiesReached };
  }

  async function witness(evidence: Evidence): Promise<Evidence> {
    remember(evidence);
    if (!mayBeOwnNetwork(evidence)) return evidence;
    const side = sideOf(evidence);
    try {
      const judged = monotonicMs() - newestReachedAtMs(side) < ONE_LOOK_MS ? null : await lookFor(side);
      return judged?.state === 'gone' ? { ...evidence, ownNetworkGone: { because: judged.because } } : await tellOfFamilies(evidence, side);
    } catch (error) {
      onError(error);
      return evidence;
    }
  }

  return {
    witness,
    async lookAgain() {
      for (const side of gone) {
        const kept = looks[side];
        if (kept === undefined || monotonicMs() - kept.atMs >= ONE_LOOK_MS) await lookFor(side);
      }
    },
  };
}
