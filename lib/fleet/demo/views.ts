/** The demonstration fleet as pages see it. */
export type DemoView = {
  /** ISO 8601 in UTC; null when it is not wanted. */
  since: string | null;
  /** Hosts of it that are registered now: none while its servers are being started. */
  hostCount: number;
  /** Hosts that people or files registered. */
  realHostCount: number;
};
