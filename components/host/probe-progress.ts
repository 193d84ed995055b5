import type { LiveEvent } from '#lib/checks/live-events.ts';

export type ProgressEvent = Extract<LiveEvent, { type: 'progress' }>;

/** What is known of a requested probe while it runs. */
export type ProbeProgress = {
  /** Null until the request is answered; events may come before. */
  requestId: string | null;
  events: readonly ProgressEvent[];
  finished: readonly { requestId: string; verdict: string }[];
};

export const noProgress: ProbeProgress = { requestId: null, events: [], finished: [] };

/** Adds a live event of the endpoint; others change nothing. */
export function withEvent(progress: ProbeProgress, event: LiveEvent, endpointId: string): ProbeProgress {
  if (event.type === 'progress' && event.endpointId === endpointId) return { ...progress, events: [...progress.events, event] };
  if (event.type === 'finished' && event.endpointId === endpointId) {
    return { ...progress, finished: [...progress.finished, { requestId: event.requestId, verdict: event.verdict }] };
  }
  return progress;
}

const seldomNeeded = new Set(['startTls', 'secondLook']);
const ofDeepScan = 'deep-scan';

/**
 * The stages to show: those of the request, or all that came since while its id is not known yet; without those that this probe had no
 * need of.
 */
export function shownEvents({ requestId, events }: ProbeProgress): readonly ProgressEvent[] {
  const own = (requestId === null ? events : events.filter((event) => event.requestId === requestId)).filter(
    ({ stage }) => stage !== ofDeepScan,
  );
  return own.filter((event) => event.status !== 'skipped' || !seldomNeeded.has(event.stage));
}

/** How far the deep scan of the request is, as the worker says it ("3 of 20: TLS 1.2"); null before its first word. */
export function scanStep({ requestId, events }: ProbeProgress): string | null {
  return events.findLast((event) => event.stage === ofDeepScan && event.requestId === requestId)?.note ?? null;
}

/** The verdict of the request once it is over and saved; null before. */
export function verdictOf({ requestId, finished }: ProbeProgress): string | null {
  return requestId === null ? null : (finished.find((done) => done.requestId === requestId)?.verdict ?? null);
}
