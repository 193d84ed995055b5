import { addDays, type Day, isDay, mondayOf } from './day.ts';

/** What the lanes group certificates by. */
export const plannerGroupings = ['site', 'issuer', 'owner', 'template', 'domain'] as const;
export type PlannerGrouping = (typeof plannerGroupings)[number];

/** How many weeks the charts show. */
export const plannerSpans = [4, 13, 26, 53, 104, 156] as const;
export type PlannerSpan = (typeof plannerSpans)[number];

/** By whole days left, soonest first. */
export const bucketIds = ['expired', '0-7', '8-30', '31-60', '61-90', 'over-90'] as const;
export type BucketId = (typeof bucketIds)[number];

/** What the table can be sorted by. */
export const plannerSorts = ['expires', 'name', 'hosts', 'issuer', 'owner', 'renewal'] as const;
export type PlannerSort = (typeof plannerSorts)[number];

/** The tables of numbers beside the charts, as an export is asked for one. */
export const numberTables = ['weeks', 'lanes', 'issuers'] as const;
export type NumberTable = (typeof numberTables)[number];

/** Stands in an address for "nobody", "no site" and the like, as an empty value means "all". */
export const noneValue = '-';

/** All that the planner's address says; times are days of the reader's zone. */
export type PlannerChoice = {
  /** In the order of `bucketIds`; empty for all. */
  buckets: readonly BucketId[];
  /** Only certificates that end within these days, both included. */
  ends: { fromDay: Day; toDay: Day } | null;
  by: PlannerGrouping;
  span: PlannerSpan;
  /** First week shown, counted from the current one (0), or from that of `at`; null for the usual one. */
  from: number | null;
  q: string;
  /** Each narrows to one value; `noneValue` to those without one; null to nothing. */
  site: string | null;
  issuer: string | null;
  owner: string | null;
  template: string | null;
  domain: string | null;
  /** The day that everything is judged for, at its end; null for now. */
  at: Day | null;
  /** Pages count from 1. */
  lanePage: number;
  tablePage: number;
  sort: { by: PlannerSort; descending: boolean };
};

/** Searches are no longer. */
const searchMax = 200;
const pageMax = 10_000;
/** As far as the charts move: 20 years back, 50 ahead. */
const fromMin = -1_040;
const fromMax = 2_600;

const usualSpan: PlannerSpan = 53;

/** The week that a span begins with unless the address says otherwise: a little of the past stays in sight. */
const usualFrom = (span: PlannerSpan): number => (span <= 13 ? -1 : -2);

export const firstWeek = ({ from, span }: PlannerChoice): number => from ?? usualFrom(span);

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads the address of the planner. What it does not know is ignored. */
export function parsePlannerChoice(query: Query): PlannerChoice {
  const text = (key: string): string => {
    const value = query[key];
    return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim().slice(0, searchMax);
  };
  const textOrNull = (key: string): string | null => text(key) || null;
  const asked = new Set(text('bucket').split(','));
  const sort = text('sort');
  const at = text('at');
  const span = Number(text('span'));
  return {
    buckets: bucketIds.filter((id) => asked.has(id)),
    ends: parseEnds(text('week')),
    by: plannerGroupings.find((grouping) => grouping === text('by')) ?? 'site',
    span: plannerSpans.find((candidate) => candidate === span) ?? usualSpan,
    from: parseFrom(text('from')),
    q: text('q'),
    site: textOrNull('site'),
    issuer: textOrNull('issuer'),
    owner: textOrNull('owner'),
    template: textOrNull('template'),
    domain: textOrNull('domain'),
    at: isDay(at) ? at : null,
    lanePage: parsePage(text('lanes')),
    tablePage: parsePage(text('page')),
    sort: {
      by: plannerSorts.find((candidate) => candidate === sort.replace(/^-/, '')) ?? 'expires',
      descending: sort.startsWith('-') && plannerSorts.some((candidate) => `-${candidate}` === sort),
    },
  };
}

/** A day stands for its week, Monday to Sunday; two days joined by `..` for themselves and what lies between. */
function parseEnds(text: string): PlannerChoice['ends'] {
  const [first = '', last] = text.split('..');
  if (!isDay(first)) return null;
  if (last === undefined) return { fromDay: mondayOf(first), toDay: addDays(mondayOf(first), 6) };
  return isDay(last) && first <= last ? { fromDay: first, toDay: last } : null;
}

const parseFrom = (text: string): number | null => (/^-?\d{1,5}$/.test(text) ? boundedFrom(Number(text)) : null);
const boundedFrom = (week: number): number => Math.min(fromMax, Math.max(fromMin, week)) || 0;
const parsePage = (text: string): number => (/^\d{1,6}$/.test(text) ? Math.min(pageMax, Math.max(1, Number(text))) : 1);

/** The address again, without what is usual: `parsePlannerChoice(plannerQuery(choice))` is `choice`. */
export function plannerQuery(choice: PlannerChoice): Record<string, string> {
  const { ends, sort } = choice;
  const isWeek = ends !== null && ends.fromDay === mondayOf(ends.fromDay) && ends.toDay === addDays(ends.fromDay, 6);
  const entries: [string, string | null][] = [
    ['bucket', choice.buckets.join(',')],
    ['week', ends && (isWeek ? ends.fromDay : `${ends.fromDay}..${ends.toDay}`)],
    ['by', choice.by === 'site' ? null : choice.by],
    ['span', choice.span === usualSpan ? null : String(choice.span)],
    ['from', choice.from === null ? null : String(choice.from)],
    ['q', choice.q],
    ['site', choice.site],
    ['issuer', choice.issuer],
    ['owner', choice.owner],
    ['template', choice.template],
    ['domain', choice.domain],
    ['at', choice.at],
    ['lanes', choice.lanePage === 1 ? null : String(choice.lanePage)],
    ['page', choice.tablePage === 1 ? null : String(choice.tablePage)],
    ['sort', sort.by === 'expires' && !sort.descending ? null : `${sort.descending ? '-' : ''}${sort.by}`],
  ];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** The choice with other filters, from the first page on. */
export const narrowed = (choice: PlannerChoice, change: Partial<PlannerChoice>): PlannerChoice => ({
  ...choice,
  lanePage: 1,
  tablePage: 1,
  ...change,
});

/** With the bucket added, or without it when it was chosen. */
export function withBucketToggled(choice: PlannerChoice, id: BucketId): PlannerChoice {
  const chosen = choice.buckets.includes(id);
  return narrowed(choice, { buckets: bucketIds.filter((other) => (other === id ? !chosen : choice.buckets.includes(other))) });
}

/** The same span, so many weeks later (earlier when negative), as far as the charts go. */
export const moved = (choice: PlannerChoice, weeks: number): PlannerChoice => ({
  ...choice,
  from: boundedFrom(firstWeek(choice) + weeks),
});

/** How far one step moves: a quarter of what is shown. */
export const stepWeeks = (choice: PlannerChoice): number => Math.max(1, Math.round(choice.span / 4));

/** The next shorter span, or the next longer one; null when there is none. */
export function zoomed(choice: PlannerChoice, direction: 'in' | 'out'): PlannerChoice | null {
  const span = plannerSpans[plannerSpans.indexOf(choice.span) + (direction === 'in' ? -1 : 1)];
  return span === undefined ? null : { ...choice, span };
}

/** Is anything narrowed? The charts' stretch, grouping and date are no filters. */
export const isNarrowed = (choice: PlannerChoice): boolean =>
  choice.buckets.length > 0 || choice.ends !== null || choice.q !== '' || plannerGroupings.some((key) => choice[key] !== null);

/** The same view of everything. */
export const widened = (choice: PlannerChoice): PlannerChoice =>
  narrowed(choice, { buckets: [], ends: null, q: '', site: null, issuer: null, owner: null, template: null, domain: null });
