import { type Attempt, rootDseValues } from '../../probe/evidence.ts';
import { parseGeneralizedTime } from './generalized-time.ts';

/** The server's clock beside that of the place that probed. */
export type ServerClock = {
  serverTime: Date;
  /** Our time at the middle of the round trip, when the server is taken to have read its clock. */
  ourTime: Date;
  /** Positive when the server's clock is ahead. */
  aheadMs: number;
};

/** Null when the rootDSE was not read, or has no currentTime that can be read. */
export function serverClock(attempt: Attempt): ServerClock | null {
  if (attempt.directory.status !== 'ok') return null;
  const { rootDse, askedAt, roundTripMs } = attempt.directory.data;
  const [currentTime] = rootDseValues(rootDse, 'currentTime');
  const serverTime = currentTime === undefined ? null : parseGeneralizedTime(currentTime);
  if (serverTime === null) return null;
  const ourTime = new Date(new Date(askedAt).getTime() + roundTripMs / 2);
  return { serverTime, ourTime, aheadMs: serverTime.getTime() - ourTime.getTime() };
}
