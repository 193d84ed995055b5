import { z } from 'zod';

/** What is kept of a location's newest look at its own network. It looks when a probe fails as it does without one. */
export const keptNetwork = z.object({
  /** unclear: there was too little to go by. */
  state: z.enum(['works', 'unclear', 'gone']),
  because: z.string().nullable(),
  lookedAt: z.iso.datetime(),
  /** What was asked, in words, and what came of it. */
  controls: z.array(z.object({ name: z.string(), outcome: z.string() })),
});
export type KeptNetwork = z.infer<typeof keptNetwork>;

/** Which side of the servers' network a location's workers look from. */
export type Reach = 'inside' | 'outside';

/** One location on its settings page. Times are ISO 8601 in UTC. */
export type LocationView = {
  name: string;
  reach: Reach;
  lastSeenAt: string | null;
  /** No worker of it was heard of for a while. */
  isSilent: boolean;
  /** Null before the first look at its own network, and for a record that this version cannot read. */
  network: KeptNetwork | null;
  networkGoneSince: string | null;
  /** Doors and hosts that are probed from it, and the doors that no other location probes. */
  doorCount: number;
  hostCount: number;
  onlyHereCount: number;
  /** When its newest result came. */
  lastResultAt: string | null;
};
