import type { Verdict } from '../../diagnosis/rule.ts';
import { type EndpointFacts, judgeEndpoint, type LookFacts } from './host-state.ts';
import type { CauseRef, HostState } from './views.ts';

/** A step of a forecast as the board's query returns it; times are ISO 8601. */
export type StepRow = [
  fromAt: string,
  verdict: Verdict,
  findingId: string | null,
  no: number | null,
  title: string | null,
  summary: string | null,
  sha256: string | null,
];

/** A look with the steps of its forecast, in order; the first are past. */
export type LookAhead = LookFacts & { steps: readonly StepRow[] };

/** One door that is in another state by the date looked ahead to, and why. */
export type Outlook = {
  port: number;
  from: HostState;
  to: HostState;
  /** Since when it stays in that state. */
  at: Date;
  cause: CauseRef | null;
  /** The certificate whose date brings it about. */
  sha256: string | null;
};

type LookThen = LookFacts & { sha256: string | null };

/** What a look comes to after its steps until then, all of them when left out. When it was made stays as it is. */
export function lookAfter(look: LookAhead, untilMs = Number.POSITIVE_INFINITY): LookThen {
  const passed = look.steps.filter(([fromAt]) => Date.parse(fromAt) <= untilMs);
  const last = passed.at(-1);
  if (last === undefined) return { ...look, sha256: null };
  const [, verdict, id, no, title, summary, sha256] = last;
  const before = passed.findLastIndex((step) => step[1] !== verdict);
  const began = passed[before + 1];
  return {
    verdict,
    verdictSince: before < 0 && look.verdict === verdict ? look.verdictSince : began === undefined ? null : new Date(began[0]),
    confirming: false,
    cause: id === null || no === null ? null : { id, no, title: title ?? id, severity: verdict === 'critical' ? 'critical' : 'warning' },
    summary,
    unknownBecause: verdict === 'unknown' ? look.unknownBecause : null,
    lastCheckedAt: look.lastCheckedAt,
    sha256,
  };
}

/** How a door's state is another after all steps of its looks than it is now; null when it is the same. */
export function outlookOf(door: EndpointFacts<LookAhead>, now: Date): Outlook | null {
  const times = [...new Set(door.looks.flatMap(({ steps }) => steps.map(([fromAt]) => Date.parse(fromAt))))].sort((a, b) => a - b);
  if (times.length === 0) return null;
  const judgedAt = (ms: number) => judgeEndpoint({ ...door, looks: door.looks.map((look) => lookAfter(look, ms)) }, now);
  const from = judgedAt(Number.NEGATIVE_INFINITY).state;
  const judged = times.map((ms) => ({ at: new Date(ms), ...judgedAt(ms) }));
  const to = judged.at(-1)?.state;
  if (to === undefined || to === from) return null;
  const turn = judged[judged.findLastIndex(({ state }) => state !== to) + 1];
  if (turn === undefined) return null;
  const { at, look } = turn;
  const cause = look?.cause ?? null;
  return {
    port: door.port,
    from,
    to,
    at,
    cause: cause && { id: cause.id, no: cause.no, title: cause.title },
    sha256: look?.sha256 ?? null,
  };
}
