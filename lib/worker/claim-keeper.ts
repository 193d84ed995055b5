import { CLAIM_MS, type Claim, releaseClaims, renewClaims } from '../checks/claim.ts';
import type { Database } from '../db/client.ts';

/** Renews the claims of running probes until they are dropped. */
export type ClaimKeeper = {
  /** Keeps a claim; the returned signal aborts when it was lost all the same. */
  keep(claim: Claim): AbortSignal;
  /** Stops keeping a claim that a save gave back. */
  forget(claim: Claim): void;
  /** Stops keeping a claim and gives it back; nothing happens when it was forgotten before. */
  drop(claim: Claim): Promise<void>;
  /** Gives all claims back and ends. */
  stop(): Promise<void>;
};

export function createClaimKeeper(db: Database, onError: (error: unknown) => void): ClaimKeeper {
  const kept = new Map<string, { claim: Claim; lost: AbortController }>();
  let renewing = Promise.resolve();

  const renew = async (): Promise<void> => {
    const asked = [...kept.values()].map(({ claim }) => claim);
    const still = new Set(await renewClaims(db, asked));
    // A claim that ended while it was being renewed is in neither list.
    for (const { token } of asked) if (!still.has(token)) kept.get(token)?.lost.abort();
  };
  const timer = setInterval(() => {
    renewing = renewing.then(renew).catch(onError);
  }, CLAIM_MS / 3);

  return {
    keep(claim) {
      const lost = new AbortController();
      kept.set(claim.token, { claim, lost });
      return lost.signal;
    },
    forget({ token }) {
      kept.delete(token);
    },
    async drop(claim) {
      if (kept.delete(claim.token)) await releaseClaims(db, [claim]);
    },
    async stop() {
      clearInterval(timer);
      await renewing;
      await releaseClaims(
        db,
        [...kept.values()].map(({ claim }) => claim),
      );
      kept.clear();
    },
  };
}
