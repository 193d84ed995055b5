import { monotonicMs, now } from '#lib/clock.ts';
import { probeAddress } from './attempt.ts';
import { Deadline, elapsedMs } from './deadline.ts';
import { type Attempt, EVIDENCE_SCHEMA_VERSION, type Evidence, type ProbeTarget, type StageName } from './evidence.ts';
import { processGate } from './handshake-gate.ts';
import { defaultTimeouts, limits } from './limits.ts';
import { watchLoopLag } from './loop-lag.ts';
import type { ProbeOptions } from './options.ts';
import { describeError } from './plain-text.ts';
import { resolveName } from './stages/resolve.ts';

export type { ProbeOptions, StageEvent } from './options.ts';

type AnyStage = Evidence['resolve'] | Attempt[Exclude<keyof Attempt, 'address' | 'family'>];

/**
 * Looks at one TLS door of one directory server: every address of its name, every stage, facts only.
 * Never throws and never takes longer than `timeouts.totalMs` plus the wait for the handshake gate; nothing is open
 * afterwards. All addresses are tried at the same time.
 */
export async function probeEndpoint(target: ProbeTarget, options: ProbeOptions): Promise<Evidence> {
  const startedAt = now();
  const startedAtMs = monotonicMs();
  const longestStall = watchLoopLag();
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const deadline = Deadline.after(timeouts.totalMs, options.signal);
  const report = (address: string | null, stage: StageName, outcome: AnyStage) => tell(options, address, stage, outcome);

  const resolve = await resolveName(target.host, options, deadline, timeouts.resolveMs).catch((error: unknown): Evidence['resolve'] => ({
    status: 'failed',
    ms: elapsedMs(startedAtMs),
    code: 'unclassified',
    detail: { ...describeError(error), resolvers: [], control: 'not-tried' },
  }));
  report(null, 'resolve', resolve);
  const addresses = resolve.status === 'ok' ? resolve.data.addresses : [];
  const gate = options.gate ?? processGate;
  let longestWaitMs = 0;
  const attempts = await Promise.all(
    addresses.map(({ address, family }) => {
      let waitMs = 0;
      const waited = (ms: number) => {
        waitMs += ms;
        longestWaitMs = Math.max(longestWaitMs, waitMs);
      };
      const context = { target, options, timeouts, gate, waited, deadline: deadline.fork(), otherAddresses: addresses.length > 1, report };
      return probeAddress(address, family, context);
    }),
  );
  const eventLoopLagMs = longestStall();
  return {
    schemaVersion: EVIDENCE_SCHEMA_VERSION,
    target,
    location: options.location,
    startedAt: startedAt.toISOString(),
    // The wait for the gate and for an account's turn is ours: a server is not slow because we were busy.
    totalMs: Math.max(0, elapsedMs(startedAtMs) - longestWaitMs),
    eventLoopLagMs,
    timingsDoubtful: eventLoopLagMs >= limits.loopLagDoubtfulMs,
    resolve,
    attempts,
  };
}

/** Tells the caller about a stage. A listener that throws does not harm the probe. */
function tell(options: ProbeOptions, address: string | null, stage: StageName, outcome: AnyStage): void {
  if (options.onStage === undefined) return;
  const ms = outcome.status === 'skipped' ? null : outcome.ms;
  const note = outcome.status === 'failed' ? outcome.code : outcome.status === 'skipped' ? outcome.because : null;
  try {
    options.onStage({ address, stage, status: outcome.status, ms, note });
  } catch {
    // The listener's own fault; the evidence is complete without it.
  }
}
