import { EVIDENCE_SCHEMA_VERSION, type Evidence, notIntendedBecause, type ProbeTarget } from '../probe/evidence.ts';

/** What a check records of a host that the operator marked as not meant to offer LDAPS: that nothing was tried, and why. */
export const notIntendedEvidence = (target: ProbeTarget, { location, now }: { location: string; now: Date }): Evidence => ({
  schemaVersion: EVIDENCE_SCHEMA_VERSION,
  target,
  location,
  startedAt: now.toISOString(),
  totalMs: 0,
  eventLoopLagMs: 0,
  timingsDoubtful: false,
  resolve: { status: 'skipped', because: notIntendedBecause },
  attempts: [],
});

/** Was the host left alone at this look? */
export const wasNotIntended = ({ resolve }: Evidence): boolean => resolve.status === 'skipped' && resolve.because === notIntendedBecause;
