/**
 * The one place that reads the clocks of the machine. Everything else takes time as an argument.
 */

/** The wall clock, in UTC. */
export const now = (): Date => new Date();

/** Milliseconds of the monotonic clock, for durations only; its zero has no meaning. */
export const monotonicMs = (): number => performance.now();
