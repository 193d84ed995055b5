import { clockToleranceMs } from './database-time.ts';

/** A location's workers say at least this often that they are alive. */
export const heartbeatSeconds = 20;

/** A location that has been silent this long is named on the board. */
export const silentAfterSeconds = 3 * heartbeatSeconds;

/** Between these times lies the last sign of a location whose workers are alive. One from the future says nothing of now. */
export const aliveBetween = (now: Date): { from: Date; to: Date } => ({
  from: new Date(now.getTime() - silentAfterSeconds * 1_000),
  to: new Date(now.getTime() + clockToleranceMs),
});
