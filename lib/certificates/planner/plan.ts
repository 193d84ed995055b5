import { count as counted } from '../../diagnosis/reading/wording.ts';
import { addDays, dayWords } from './day.ts';
import { isNarrowed, type PlannerChoice } from './filter.ts';
import { freezeBands } from './freezes.ts';
import { byBucket, countsOf, hostsOf, type JudgedCertificate, judgeCertificate, worstLevel } from './judge.ts';
import { issuerLanes, issuersSentence, lanePage } from './lanes.ts';
import { pageOf } from './page.ts';
import { inScope, optionsOf } from './scope.ts';
import { plannerSentence } from './sentence.ts';
import { plannerRow, sortedCertificates } from './table.ts';
import type { BucketView, PlannerData, PlannerRow, PlannerView, WeekView } from './views.ts';
import { type BusyWeek, busiestWeek, weekViews } from './weeks.ts';
import { chartTime, windowView } from './window.ts';
import { dayAt, dayStartMs } from './zoned-time.ts';

const rowsPerPage = 50;

/** What the planner is asked: everything is judged for `now`, or for the end of the later day that the choice asks for, in the reader's zone. */
export type PlannerQuestion = { choice: PlannerChoice; now: Date; zone: string };

/**
 * The planner from what is served now: pure, and the same for the page, the export and the report. A day
 * that is over is left out of account: what is served now says nothing of it. `lanesPerPage` is for who
 * wants more lanes than a page shows.
 */
export function planExpiry(data: PlannerData, question: PlannerQuestion, lanesPerPage?: number): PlannerView {
  const { choice, zone } = question;
  const { judgedMs, isAhead } = judgedTime(question);
  const judgedAt = new Date(judgedMs);
  const leaves = data.certificates.filter(({ kind }) => kind === 'leaf');
  const hosts = hostsOf(leaves);
  const scope = inScope(leaves, choice).map((certificate) => judgeCertificate(certificate, judgedAt));
  const issuers = inScope(
    data.certificates.filter(({ kind }) => kind === 'issuer'),
    { ...choice, issuer: null, template: null, q: '' },
  ).map((certificate) => judgeCertificate(certificate, judgedAt, data.windows));

  const time = chartTime(judgedMs, zone, choice);
  const buckets = byBucket(scope);
  const inBuckets = choice.buckets.length === 0 ? scope : choice.buckets.flatMap((id) => buckets.get(id) ?? []);
  const listed = endingWithin(inBuckets, choice, zone);
  const weeks = weekViews(inBuckets, time, judgedMs);
  const busiest = busiestWeek(weeks);
  const first = scope.filter(({ daysLeft }) => daysLeft >= 0).reduce<JudgedCertificate | null>(sooner, null);
  const rows = pageOf(sortedCertificates(listed, choice.sort), choice.tablePage, rowsPerPage);

  return {
    choice,
    judgedAt: judgedAt.toISOString(),
    isAhead,
    zone,
    served: { certificates: leaves.length, hosts: hosts.size },
    unreadable: data.unreadable,
    windows: data.windows,
    sentence: plannerSentence({
      certificates: scope.length,
      isNarrowed: isNarrowed(choice),
      expired: countsOf(buckets.get('expired') ?? []),
      soon: countsOf(buckets.get('0-7') ?? []),
      busiest,
      next: first && { name: first.name, day: dayAt(first.notAfterMs, zone) },
      ahead: isAhead ? dayAt(judgedMs, zone) : null,
    }),
    buckets: [...buckets].map(([id, members]): BucketView => ({ id, ...countsOf(members), level: worstLevel(members) })),
    window: windowView(judgedMs, time, choice),
    weeks,
    weeksSentence: weeksSentence(weeks, busiest),
    lanes: lanePage(listed, time, choice, lanesPerPage),
    issuers: issuerLanes(issuers, time, lanesPerPage),
    issuersSentence: issuersSentence(issuers),
    freezes: freezeBands(data.freezes, scope, time),
    table: { ...rows, items: rows.items.map(plannerRow) },
    options: optionsOf(leaves, hosts),
  };
}

/** All rows of the table, in its order, for an export. */
export function plannerRows(data: PlannerData, question: PlannerQuestion): PlannerRow[] {
  const { choice, zone } = question;
  const judgedAt = new Date(judgedTime(question).judgedMs);
  const leaves = data.certificates.filter(({ kind }) => kind === 'leaf');
  const scope = inScope(leaves, choice).map((certificate) => judgeCertificate(certificate, judgedAt));
  const inBuckets = choice.buckets.length === 0 ? scope : scope.filter(({ bucket }) => choice.buckets.includes(bucket));
  return sortedCertificates(endingWithin(inBuckets, choice, zone), choice.sort).map(plannerRow);
}

function judgedTime({ choice, now, zone }: PlannerQuestion): { judgedMs: number; isAhead: boolean } {
  const atMs = choice.at === null ? now.getTime() : dayStartMs(addDays(choice.at, 1), zone) - 1;
  return { judgedMs: Math.max(atMs, now.getTime()), isAhead: atMs > now.getTime() };
}

const sooner = (first: JudgedCertificate | null, one: JudgedCertificate): JudgedCertificate =>
  first === null || one.notAfterMs < first.notAfterMs ? one : first;

function endingWithin(certificates: readonly JudgedCertificate[], { ends }: PlannerChoice, zone: string): readonly JudgedCertificate[] {
  if (ends === null) return certificates;
  const fromMs = dayStartMs(ends.fromDay, zone);

  const toMs = dayStartMs(addDays(ends.toDay, 1), zone);
  return certificates.filter(({ notAfterMs }) => notAfterMs >= fromMs && notAfterMs < toMs);
}

function weeksSentence(weeks: readonly WeekView[], busiest: BusyWeek | null): string {
  const total = weeks.reduce((sum, { certificates }) => sum + certificates, 0);
  const [first] = weeks;
  const last = weeks.at(-1);
  if (first === undefined || last === undefined) return '';
  const stretch = `in the ${counted(weeks.length, 'week')} from ${dayWords(first.monday)}`;
  if (total === 0) return `No certificate ends ${stretch}.`;
  const most =
    busiest === null ? '' : `, most of them, ${busiest.certificates.toLocaleString('en-GB')}, in the week of ${dayWords(busiest.monday)}`;
  return `${counted(total, 'certificate')} ${total === 1 ? 'ends' : 'end'} ${stretch}${most}.`;
}
