import { Resolver } from 'node:dns/promises';
import { monotonicMs } from '#lib/clock.ts';

/**
 * Resolvers are lent to one probe at a time, because cancelling one ends all of its lookups. Making one costs far more
 * than a lookup, so they are used again for a minute; after that the system's settings are read afresh.
 */
const KEEP_MS = 60_000;
const KEEP_COUNT = 64;

type Kept = { resolver: Resolver; madeAtMs: number };
const idle = new Map<string, Kept[]>();

/** A resolver for one probe. `giveBack` cancels whatever is still under way. */
export function borrowResolver(servers: readonly string[] | undefined): { resolver: Resolver; giveBack: () => void } {
  const key = servers === undefined ? '' : servers.join(' ');
  const kept = takeIdle(key) ?? make(servers);
  return {
    resolver: kept.resolver,
    giveBack: () => {
      kept.resolver.cancel();
      const others = idle.get(key) ?? [];
      if (others.length < KEEP_COUNT) others.push(kept);
      idle.set(key, others);
    },
  };
}

function takeIdle(key: string): Kept | undefined {
  const candidates = idle.get(key);
  for (let kept = candidates?.pop(); kept !== undefined; kept = candidates?.pop()) {
    if (monotonicMs() - kept.madeAtMs < KEEP_MS) return kept;
  }
  return undefined;
}

function make(servers: readonly string[] | undefined): Kept {
  // Short tries, because the deadline of the stage decides; c-ares doubles the time at each further try.
  const resolver = new Resolver({ timeout: 1_000, tries: 3 });
  if (servers !== undefined) resolver.setServers(servers);
  return { resolver, madeAtMs: monotonicMs() };
}
