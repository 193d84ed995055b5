import type { Verdict } from '../../diagnosis/rule.ts';
import { type EndpointFacts, judgeEndpoint, type LookFacts } from './host-state.ts';
import type { CauseRef, HostState } from './views.ts';

/** The step of a forecast that is in force at a later time, as the board's query returns it; times are ISO 8601. */
export type StepRow = [
  turnedAt: string,
  verdict: Verdict,
  findingId: string | null,
  no: number | null,
  title: string | null,
  summary: string | null,
  turnedSha256: string | null,
  acceptedCount?: number,
];

/** A look with the step that is in force at the time looked ahead to; null where no forecast is kept or none is asked for. */
export type LookAhead = LookFacts & { step: StepRow | null };

/** One door that is in another state by the time looked ahead to, and why. */
export type Outlook = {
  port: number;
  from: HostState;
  to: HostState;
  /** Since when it is seen in that state. */
  at: Date;
  /** What leads then. */
  cause: CauseRef | null;
  /** The certificate whose date turned the state. */
  sha256: string | null;
};

/** What a look comes to by then if nothing but the time changes. When it was made stays as it is. */
export function lookThen(look: LookAhead): LookAhead {
  if (look.step === null) return look;
  const [turnedAt, verdict, id, no, title, summary] = look.step;
  return {
    verdict,
    verdictSince: look.verdict === verdict ? look.verdictSince : new Date(turnedAt),
    confirming: false,
    cause: id === null || no === null ? null : { id, no, title: title ?? id, severity: verdict === 'critical' ? 'critical' : 'warning' },
    summary,
    unknownBecause: verdict === 'unknown' ? look.unknownBecause : null,
    lastCheckedAt: look.lastCheckedAt,
    step: look.step,
  };
}

/** How a door's state is another then than it is now; null when it is the same. */
export function outlookOf(door: EndpointFacts<LookAhead> & { port: number }, now: Date): Outlook | null {
  if (door.looks.every(({ step, verdict }) => step === null || step[1] === verdict)) return null;
  const from = judgeEndpoint(door, now).state;
  const looks = door.looks.map(lookThen);
  const { state: to, look: decides } = judgeEndpoint({ ...door, looks }, now);
  if (to === from || decides === null) return null;
  // Of several locations that see it so then, the one that does first.
  const turns = looks.flatMap(({ verdict, step }) => (verdict === decides.verdict && step !== null ? [step] : []));
  const [first] = turns.sort(([one], [other]) => Date.parse(one) - Date.parse(other));
  if (first === undefined) return null;
  const [at, , id, no, title, , sha256] = first;
  return { port: door.port, from, to, at: new Date(at), cause: id === null || no === null ? null : { id, no, title: title ?? id }, sha256 };
}
