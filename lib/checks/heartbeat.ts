/** A location's workers say at least this often that they are alive. */
export const heartbeatSeconds = 20;

/** A location that has been silent this long is named on the board. */
export const silentAfterSeconds = 3 * heartbeatSeconds;
