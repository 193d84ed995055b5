import { z } from 'zod';
import { defineJob } from './define-job.ts';

/** Jobs at or above this priority were asked for by a person and have workers of their own. */
export const URGENT_PRIORITY = 10;

/** Checks endpoints from one location: a batch of the schedule, or one endpoint that somebody wants to see now. */
export const checkJob = defineJob({
  name: 'check',
  scope: 'location',
  payload: z.strictObject({
    endpointIds: z.array(z.uuid()).min(1).max(500),
    /** When the checks were due, by the database's clock: an endpoint whose result was saved since then needs no further check. */
    dueAt: z.iso.datetime(),
    /** Of a "Probe now"; progress is told under this id. Null for the schedule. */
    requestId: z.uuid().nullable(),
  }),
  options: {
    // A worker that died is noticed when its heartbeat has been missing for this long, the shortest that pg-boss allows.
    heartbeatSeconds: 10,
    expireInSeconds: 300,
    retryLimit: 8,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 15,
    retentionSeconds: 3_600,
    deleteAfterSeconds: 3_600,
  },
});
export type CheckPayload = z.infer<typeof checkJob.payload>;

/** Deep-scans one endpoint from one location: at its time of the day, or because somebody wants to see it now. */
export const deepScanJob = defineJob({
  name: 'deep-scan',
  scope: 'location',
  payload: z.strictObject({
    endpointId: z.uuid(),
    /** When the scan was due: an endpoint that was scanned since then needs no further scan. */
    dueAt: z.iso.datetime(),
    /** Of a request; progress is told under this id. Null for the schedule. */
    requestId: z.uuid().nullable(),
  }),
  options: {
    heartbeatSeconds: 10,
    expireInSeconds: 600,
    retryLimit: 3,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 60,
    // One that was not begun within half a day is left to the next day's.
    retentionSeconds: 43_200,
    deleteAfterSeconds: 3_600,
  },
});
export type DeepScanPayload = z.infer<typeof deepScanJob.payload>;

/** Discovers a domain or forest, as a row of discovery_runs wants it. */
export const discoveryJob = defineJob({
  name: 'discovery',
  scope: 'location',
  payload: z.strictObject({ runId: z.uuid() }),
  options: {
    heartbeatSeconds: 10,
    expireInSeconds: 300,
    retryLimit: 2,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 15,
    retentionSeconds: 900,
    deleteAfterSeconds: 3_600,
  },
});
export type DiscoveryPayload = z.infer<typeof discoveryJob.payload>;

/** Drops what is older than the retention and makes the partitions of the coming days. */
export const retentionJob = defineJob({
  name: 'retention',
  scope: 'everywhere',
  payload: z.strictObject({}),
  options: {
    heartbeatSeconds: 10,
    expireInSeconds: 1_800,
    retryLimit: 3,
    retryDelay: 60,
    retryBackoff: true,
    retentionSeconds: 86_400,
    deleteAfterSeconds: 7 * 86_400,
  },
  schedule: '17 2 * * *',
});

/** Reads anew what an earlier version kept of certificates without all that lists show; there is something to do after an update only. */
export const certificatesJob = defineJob({
  name: 'certificates',
  scope: 'everywhere',
  payload: z.strictObject({}),
  options: {
    heartbeatSeconds: 10,
    expireInSeconds: 1_800,
    retryLimit: 3,
    retryDelay: 60,
    retryBackoff: true,
    retentionSeconds: 86_400,
    deleteAfterSeconds: 86_400,
  },
  schedule: '41 * * * *',
});

/** Every job there is. */
export const jobs = [checkJob, deepScanJob, discoveryJob, retentionJob, certificatesJob] as const;
export type JobName = (typeof jobs)[number]['name'];
