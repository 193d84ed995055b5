import { freezeInterval } from '../freezes/freeze-interval.ts';
import type { FreezeView } from '../freezes/views.ts';
import type { RenewalConcern, RenewalProgress, RenewalStep } from './views.ts';

/** What a plan's progress follows from. */
export type PlanFacts = {
  state: 'open' | 'ordered' | 'issued' | 'done' | 'cancelled';
  /** Such as `2026-12-18`. */
  dueOn: string | null;
  /** When the certificate to be replaced ends. */
  endsAt: Date | null;
  doorsServed: number;
  doorsTotal: number;
};

/** By what a plan is judged: the time, the zone of whoever looks, and the freezes to come. */
export type PlanJudgement = { now: Date; timeZone: string; freezes: readonly FreezeView[] };

/**
 * Where a plan stands and whether that is a concern. Its due day is over when the day is over in the zone of whoever looks; a freeze
 * lasts its whole days in its own zone.
 */
export function planProgress(facts: PlanFacts, judgement: PlanJudgement): RenewalProgress {
  const { doorsServed, doorsTotal } = facts;
  const step = stepOf(facts);
  const isClosed = step === 'done' || step === 'cancelled';
  const found = isClosed ? null : concernOf(facts, judgement);
  const words = stepLabels[step]({ doorsServed, doorsTotal });
  return {
    step,
    doorsServed,
    doorsTotal,
    concern: found?.concern ?? null,
    label: found ? `${concernWords[found.concern]}, ${words}` : words,
    sentence: found?.sentence ?? stepSentence(step, facts, judgement.timeZone),
  };
}

const stepOf = ({ state, doorsServed }: PlanFacts): RenewalStep =>
  state === 'done' || state === 'cancelled' ? state : doorsServed > 0 ? 'serving' : state;

const concernWords: Readonly<Record<RenewalConcern, string>> = { overdue: 'overdue', 'at-risk': 'at risk' };

type Served = { doorsServed: number; doorsTotal: number };
const servedWords = ({ doorsServed, doorsTotal }: Served): string =>
  `served on ${doorsServed} of ${doorsTotal} ${doorsTotal === 1 ? 'door' : 'doors'}`;

const stepLabels: Readonly<Record<RenewalStep, (served: Served) => string>> = {
  open: () => 'open',
  ordered: () => 'ordered',
  issued: () => 'issued',
  serving: servedWords,
  done: () => 'done',
  cancelled: () => 'cancelled',
};

function concernOf(facts: PlanFacts, { now, timeZone, freezes }: PlanJudgement): { concern: RenewalConcern; sentence: string } | null {
  const { dueOn, endsAt } = facts;
  const ends = endsAt === null ? null : dayWords(dayIn(endsAt, timeZone));
  if (dueOn !== null && dueOn < dayIn(now, timeZone)) {
    const then = endsAt === null ? '' : endsAt < now ? `, and the certificate ended on ${ends}` : `; the certificate ends on ${ends}`;
    return { concern: 'overdue', sentence: `The due day, ${dayWords(dueOn)}, has passed${then}.` };
  }
  const risk = (sentence: string) => ({ concern: 'at-risk' as const, sentence });
  if (endsAt !== null && endsAt < now) return risk(`The certificate ended on ${ends}, and not every door serves a new one.`);
  if (endsAt !== null && dueOn !== null && dayIn(endsAt, timeZone) < dueOn)
    return risk(`The certificate ends on ${ends}, before the due day, ${dayWords(dueOn)}.`);
  const endsIn = endsAt && freezes.find((freeze) => isWithin(endsAt, freeze));
  if (endsIn) return risk(`The certificate ends on ${ends}, inside the change freeze ${freezeWords(endsIn)}.`);
  const dueIn = dueOn === null ? undefined : freezes.find((freeze) => freeze.fromDay <= dueOn && dueOn <= freeze.toDay);
  if (dueIn && dueOn !== null) return risk(`The due day, ${dayWords(dueOn)}, is inside the change freeze ${freezeWords(dueIn)}.`);
  return null;
}

function isWithin(at: Date, freeze: FreezeView): boolean {
  const { from, to } = freezeInterval(freeze);
  return from <= at && at < to;
}

const freezeWords = ({ name, fromDay, toDay }: FreezeView): string => `${name} (${dayWords(fromDay)} to ${dayWords(toDay)})`;

function stepSentence(step: RenewalStep, { dueOn, endsAt, doorsServed, doorsTotal }: PlanFacts, timeZone: string): string {
  const by =
    dueOn !== null ? ` It is due on ${dayWords(dueOn)}.` : endsAt ? ` The certificate ends on ${dayWords(dayIn(endsAt, timeZone))}.` : '';
  const doors = doorsTotal === 1 ? '1 door' : `${doorsTotal} doors`;
  switch (step) {
    case 'open':
      return `The new certificate is not ordered yet.${by}`;
    case 'ordered':
      return `The new certificate is ordered.${by}`;
    case 'issued':
      return `The new certificate is issued, and none of ${doors} serves it yet.${by}`;
    case 'serving':
      return `The new certificate is ${servedWords({ doorsServed, doorsTotal })}.${by}`;
    case 'done':
      return doorsTotal === doorsServed && doorsTotal > 0
        ? `The new certificate is ${servedWords({ doorsServed, doorsTotal })}.`
        : 'It was closed by hand.';
    case 'cancelled':
      return 'The plan was given up.';
  }
}

/** The calendar day at a place in time, such as `2026-12-18`. */
export function dayIn(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });

/** "18 Dec 2026" for `2026-12-18`. */
const dayWords = (day: string): string => dayFormat.format(new Date(`${day}T00:00:00Z`));
