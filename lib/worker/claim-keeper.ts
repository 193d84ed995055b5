import { CLAIM_MS, releaseClaims, renewClaims } from '../checks/claim.ts';
import type { Database } from '../db/client.ts';

/** Renews the claims of running probes until they are dropped. */
export type ClaimKeeper = {
  /** Keeps a claim; the returned signal aborts when it was lost all the same. */
  keep(token: string): AbortSignal;
  /** Stops keeping a claim and gives it back, unless the save did so already. */
  drop(token: string): Promise<void>;
  /** Gives all claims back and ends. */
  stop(): Promise<void>;
};

export function createClaimKeeper(db: Database, onError: (error: unknown) => void): ClaimKeeper {
  const kept = new Map<string, AbortController>();
  let renewing = Promise.resolve();

  const renew = async (): Promise<void> => {
    const asked = [...kept.keys()];
    const still = new Set(await renewClaims(db, asked));
    // A claim that ended while it was being renewed is in neither list.
    for (const token of asked) if (!still.has(token)) kept.get(token)?.abort();
  };
  const timer = setInterval(() => {
    renewing = renewing.then(renew).catch(onError);
  }, CLAIM_MS / 3);

  return {
    keep(token) {
      const controller = new AbortController();
      kept.set(token, controller);
      return controller.signal;
    },
    async drop(token) {
      if (kept.delete(token)) await releaseClaims(db, [token]);
    },
    async stop() {
      clearInterval(timer);
      await renewing;
      await releaseClaims(db, [...kept.keys()]);
      kept.clear();
    },
  };
}
