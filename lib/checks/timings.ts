import { z } from 'zod';
import { type Attempt, type Evidence, stageNames } from '../probe/evidence.ts';

/**
 * What differs from one look to the next even when nothing happened: times. Kept with every check, so that the evidence
 * itself is stored only when it differs, and the page still shows the newest times.
 */

const stageMs = z.record(z.string(), z.number().nonnegative());

export const checkTimings = z.strictObject({
  startedAt: z.iso.datetime(),
  totalMs: z.number().nonnegative(),
  eventLoopLagMs: z.number().nonnegative(),
  timingsDoubtful: z.boolean(),
  /** Null when the stage was skipped. */
  resolveMs: z.number().nonnegative().nullable(),
  /** Per address; stages that were skipped are left out. */
  attempts: z.array(z.strictObject({ address: z.string(), ms: stageMs })),
});
export type CheckTimings = z.infer<typeof checkTimings>;

const attemptStages = stageNames.filter((name) => name !== 'resolve');

/** The times of one probe. */
export function takeTimings(evidence: Evidence): CheckTimings {
  return {
    startedAt: evidence.startedAt,
    totalMs: evidence.totalMs,
    eventLoopLagMs: evidence.eventLoopLagMs,
    timingsDoubtful: evidence.timingsDoubtful,
    resolveMs: evidence.resolve.status === 'skipped' ? null : evidence.resolve.ms,
    attempts: evidence.attempts.map((attempt) => ({
      address: attempt.address,
      ms: Object.fromEntries(
        attemptStages.flatMap((name) => {
          const stage = attempt[name];
          return stage.status === 'skipped' ? [] : [[name, stage.ms]];
        }),
      ),
    })),
  };
}

type Stage = { status: 'ok' | 'failed'; ms: number } | { status: 'skipped' };
const withMs = <S extends Stage>(stage: S, ms: number | null | undefined): S =>
  stage.status === 'skipped' || ms === null || ms === undefined ? stage : { ...stage, ms };

/** Stored evidence with the times of a later check that saw the same. Stages and addresses without a time keep their own. */
export function putTimings(evidence: Evidence, timings: CheckTimings): Evidence {
  const msOf = new Map(timings.attempts.map((attempt) => [attempt.address, attempt.ms]));
  return {
    ...evidence,
    startedAt: timings.startedAt,
    totalMs: timings.totalMs,
    eventLoopLagMs: timings.eventLoopLagMs,
    timingsDoubtful: timings.timingsDoubtful,
    resolve: withMs(evidence.resolve, timings.resolveMs),
    attempts: evidence.attempts.map((attempt) => putAttemptTimings(attempt, msOf.get(attempt.address) ?? {})),
  };
}

function putAttemptTimings(attempt: Attempt, ms: Readonly<Record<string, number>>): Attempt {
  return {
    ...attempt,
    connect: withMs(attempt.connect, ms.connect),
    startTls: withMs(attempt.startTls, ms.startTls),
    handshake: withMs(attempt.handshake, ms.handshake),
    certificate: withMs(attempt.certificate, ms.certificate),
    directory: withMs(attempt.directory, ms.directory),
    bind: withMs(attempt.bind, ms.bind),
    secondLook: withMs(attempt.secondLook, ms.secondLook),
  };
}
