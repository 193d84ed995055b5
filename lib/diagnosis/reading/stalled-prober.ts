import type { Evidence } from '../../probe/evidence.ts';

type Stage = { status: 'ok' | 'skipped' } | { status: 'failed'; code: string; ms: number };

const timeouts: readonly string[] = ['timeout', 'resolver-timeout'];

/**
 * Did this stage run out of time while the prober itself stood still for at least half of it? An answer may then have lain
 * unread, so the timeout proves nothing about the target.
 */
export const stalledDuring = ({ eventLoopLagMs }: Evidence, stage: Stage): boolean =>
  stage.status === 'failed' && timeouts.includes(stage.code) && eventLoopLagMs > 0 && eventLoopLagMs >= stage.ms / 2;

/** Why nothing is known then, in one sentence. */
export const stallWords = ({ location, eventLoopLagMs }: Evidence, during: string, ms: number): string =>
  `The prober of ${location} itself stood still for ${seconds(eventLoopLagMs)} of the ${seconds(ms)} that it waited during ${during}, so that this timeout says nothing about the server.`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
