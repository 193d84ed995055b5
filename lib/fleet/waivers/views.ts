/** A waiver as lists show it. Times are ISO 8601 in UTC. */
export type WaiverView = {
  id: string;
  findingId: string;
  no: number;
  title: string;
  scope: 'host' | 'domain' | 'tag';
  scopeName: string;
  reason: string;
  until: string;
  by: string;
  createdAt: string;
  /** Null while it counts. */
  endedAt: string | null;
  /** Hosts and doors at which it accepts a finding now. */
  hostCount: number;
  doorCount: number;
};

/** Which waivers a list shows: those that count, or those that have ended. */
export const waiverStates = ['in-force', 'ended'] as const;
export type WaiverState = (typeof waiverStates)[number];

/** What was just accepted, and how many hosts and doors have it now. */
export type AcceptedFinding = { id: string; title: string; scopeName: string; hostCount: number; doorCount: number };
