import { daysLeft } from '../../diagnosis/expiry.ts';
import { isNarrowed, type PlannerChoice, plannerGroupings } from '../planner/filter.ts';
import { bucketOf } from '../planner/judge.ts';
import { type PlannerQuestion, planExpiry, plannerRows } from '../planner/plan.ts';
import type { PlannerData, PlannerRow, PlannerView } from '../planner/views.ts';
import { dayAt } from '../planner/zoned-time.ts';
import { decisionsNeeded } from './decisions.ts';
import { ownerTables } from './owner-tables.ts';
import type { DataAge, ExpiryReport, OwnerTable } from './views.ts';

/** More than this is no longer paper. */
const rowsMax = 1_000;
const issuerWithinDays = 365;

/** The expiry report: pure, by the planner's own judgement of the same data. */
export function makeReport(data: PlannerData, question: PlannerQuestion, about: { organisation: string; dataAge: DataAge }): ExpiryReport {
  const { choice, zone } = question;
  const view = planExpiry(data, question);
  const all = plannerRows(data, question);
  const isUsual = isUsualChoice(choice);
  const listed = listedRows(all, choice);
  const judgedAt = new Date(view.judgedAt);
  return {
    ...about,
    generatedAt: question.now.toISOString(),
    planner: view,
    filterWords: filterWords(choice),
    decisions: decisionsNeeded({
      rows: all,
      freezes: view.freezes,
      issuers: endingIssuers(view, judgedAt),
      today: dayAt(judgedAt.getTime(), zone),
      zone,
    }),
    owners: ownerTables(listed.slice(0, rowsMax)),
    tableWords: isUsual ? 'Certificates that have expired or end within 90 days, by owner.' : 'The chosen certificates, by owner.',
    later: all.length - listed.length,
    leftOut: Math.max(0, listed.length - rowsMax),
  };
}

const isUsualChoice = ({ buckets, ends }: PlannerChoice): boolean => buckets.length === 0 && ends === null;

/** Unless buckets or days are chosen the tables reach ninety days ahead. */
const listedRows = (all: readonly PlannerRow[], choice: PlannerChoice): readonly PlannerRow[] =>
  isUsualChoice(choice) ? all.filter((row) => bucketOf(row.daysLeft) !== 'over-90') : all;

/** The tables by owner, all rows of them. */
export const allOwnerTables = (data: PlannerData, question: PlannerQuestion): OwnerTable[] =>
  ownerTables(listedRows(plannerRows(data, question), question.choice));

const endingIssuers = ({ issuers }: PlannerView, judgedAt: Date) =>
  issuers.items.flatMap(({ label, soonestAt, hosts }) => {
    const left = daysLeft(new Date(soonestAt), judgedAt);
    return left <= issuerWithinDays ? [{ name: label, daysLeft: left, hosts }] : [];
  });

function filterWords(choice: PlannerChoice): string | null {
  if (!isNarrowed(choice)) return null;
  const parts = [
    choice.q === '' ? null : `“${choice.q}”`,
    choice.buckets.length === 0 ? null : `days left ${choice.buckets.join(', ')}`,
    choice.ends && `ends from ${choice.ends.fromDay} to ${choice.ends.toDay}`,
    ...plannerGroupings.map((key) => (choice[key] === null ? null : `${key} ${choice[key] === '-' ? 'none' : choice[key]}`)),
  ];
  return parts.filter((part) => part !== null).join('; ');
}
