import { createHash } from 'node:crypto';

/**
 * Where in its interval an endpoint is checked, in milliseconds from 0 to below the interval. It depends on the id alone, so that
 * the checks of a fleet spread evenly, stay where they are after a restart and are the same for every worker.
 */
export function phaseMs(endpointId: string, intervalSeconds: number): number {
  const hash = createHash('sha256').update(endpointId).digest();
  return Math.floor((hash.readUInt32BE(0) / 2 ** 32) * intervalSeconds * 1_000);
}

/**
 * The endpoint's next slot after a moment: the first time later than `after` that lies at its phase of the interval. However long
 * nobody asked, the answer is one slot in the future, so missed checks are made up for once and not one by one.
 */
export function nextSlot(endpointId: string, intervalSeconds: number, after: Date): Date {
  const intervalMs = intervalSeconds * 1_000;
  const phase = phaseMs(endpointId, intervalSeconds);
  const slots = Math.floor((after.getTime() - phase) / intervalMs) + 1;
  return new Date(slots * intervalMs + phase);
}
