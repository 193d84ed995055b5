import { z } from 'zod';

/** PostgreSQL's NOTIFY channel on which the web processes are told. */
export const LIVE_CHANNEL = 'port636_live';

/** What the worker tells open browsers, through PostgreSQL's NOTIFY and the web process's event stream. */
export const liveEvent = z.discriminatedUnion('type', [
  /** A host's state or newest result changed; clients patch that host. */
  z.strictObject({ type: z.literal('host'), revision: z.string(), name: z.string() }),
  /** One stage of a "Probe now" completed. */
  z.strictObject({
    type: z.literal('progress'),
    /** The request's id, returned when it was enqueued. */
    requestId: z.string(),
    endpointId: z.string(),
    address: z.string().nullable(),
    stage: z.string(),
    status: z.enum(['ok', 'failed', 'skipped']),
    ms: z.number().nullable(),
    /** Code of a failed stage, reason of a skipped one. */
    note: z.string().nullable(),
  }),
  /** A "Probe now" is over and saved. */
  z.strictObject({ type: z.literal('finished'), requestId: z.string(), endpointId: z.string(), verdict: z.string() }),
  /** Hosts were added, edited or removed. */
  z.strictObject({ type: z.literal('fleet'), revision: z.string() }),
  /** What is wrong with the fleet as a whole is not what it was. */
  z.strictObject({ type: z.literal('findings') }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;
