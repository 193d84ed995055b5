import type { Evidence } from '../probe/evidence.ts';
import { nextSlot, phaseMs } from './due.ts';

const DAY_SECONDS = 86_400;
/** The first deep scan comes within this time after the first check that got as far as TLS: not for a whole new fleet at once. */
const FIRST_WITHIN_SECONDS = 600;
/** A day's scan that lies closer than this behind the last one is left out. */
const APART_MS = 43_200_000;

/** Is there anything to scan: did TLS answer in any way, be it that it failed? */
export const wantsDeepScan = (evidence: Evidence): boolean =>
  evidence.attempts.some(({ handshake, certificate }) => handshake.status === 'failed' || certificate.status === 'ok');

// Not at the phase of the endpoint's checks.
const keyOf = (endpointId: string): string => `${endpointId} deep scan`;

/** When an endpoint is scanned first, after a moment. */
export const firstDeepScan = (endpointId: string, after: Date): Date =>
  new Date(after.getTime() + phaseMs(keyOf(endpointId), FIRST_WITHIN_SECONDS));

/** The endpoint's time of day on the next day that is far enough away. */
export const nextDeepScan = (endpointId: string, after: Date): Date =>
  nextSlot(keyOf(endpointId), DAY_SECONDS, new Date(after.getTime() + APART_MS));

/** No schedule puts a deep scan off for longer; what lies further ahead was written by a clock that ran ahead. */
export const longestPauseMs = APART_MS + DAY_SECONDS * 1_000;
