import { count as counted } from '../../diagnosis/reading/wording.ts';
import { type Day, dayWords } from '../planner/day.ts';
import type { FreezeBand, PlannerRow } from '../planner/views.ts';
import { dayAt } from '../planner/zoned-time.ts';
import type { Decision } from './views.ts';

const namesShown = 4;
/** Who ends within so many days needs a plan by now. */
const planWithinDays = 30;

/** What the decisions are drawn from. Issuers are those within the choice that end within a year. */
export type DecisionFacts = {
  rows: readonly PlannerRow[];
  freezes: readonly FreezeBand[];
  issuers: readonly { name: string; daysLeft: number; hosts: number }[];
  today: Day;
  /** The reader's, in which days are counted. */
  zone: string;
};

/** What somebody has to decide or do, worst first: pure. Nothing where everything is in hand. */
export function decisionsNeeded({ rows, freezes, issuers, today, zone }: DecisionFacts): Decision[] {
  const unplanned = (row: PlannerRow): boolean => row.renewal.kind === 'none';
  const expired = rows.filter(({ daysLeft }) => daysLeft < 0);
  const soon = rows.filter(({ daysLeft }) => daysLeft >= 0 && daysLeft <= planWithinDays);
  const notServed = rows.filter(({ renewal }) => renewal.kind === 'renewed');
  const overdue = rows.filter(({ renewal }) => renewal.kind === 'planned' && renewal.dueOn !== null && renewal.dueOn < today);
  const ownerless = rows.filter(({ owners, daysLeft }) => owners.length === 0 && daysLeft <= 90);
  return [
    about(
      'critical',
      expired.filter(unplanned),
      (words, one) => `${words} ${one ? 'has' : 'have'} expired, and no renewal is planned. Clients refuse ${one ? 'it' : 'them'} now.`,
    ),
    about(
      'critical',
      expired.filter((row) => !unplanned(row)),
      (words, one) =>
        `${words} ${one ? 'has' : 'have'} expired while the renewal is under way. Clients refuse ${one ? 'it' : 'them'} until the new one is served.`,
    ),
    about(
      'warning',
      soon.filter(unplanned),
      (words, one) =>
        `${words} ${one ? 'ends' : 'end'} within ${planWithinDays} days without a plan. Name who renews ${one ? 'it' : 'them'}.`,
    ),
    about(
      'warning',
      notServed,
      (words, one) => `${words} ${one ? 'was' : 'were'} renewed, but the old one is still served somewhere. Load the new one there.`,
    ),
    about('warning', overdue, (words, one) => `${words} ${one ? 'has a renewal plan' : 'have renewal plans'} past the due date.`),
    ...freezes.flatMap((freeze) => freezeDecision(freeze, rows, { today, zone })),
    ...issuers.map(issuerDecision),
    about(
      'notice',
      ownerless,
      (words, one) =>
        `${words} ${one ? 'ends' : 'end'} within 90 days and ${one ? 'has' : 'have'} no owner. Name one for the host or its domain.`,
    ),
  ]
    .flat()
    .toSorted((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity));
}

/** Worst first. */
const severities: readonly Decision['severity'][] = ['critical', 'warning', 'notice'];

/** A decision about some certificates; none when there are none of them. */
function about(severity: Decision['severity'], rows: readonly PlannerRow[], words: (counts: string, isOne: boolean) => string): Decision[] {
  if (rows.length === 0) return [];
  const soonest = rows.toSorted((one, other) => (one.notAfter < other.notAfter ? -1 : one.notAfter > other.notAfter ? 1 : 0));
  const hosts = new Set(rows.flatMap((row) => row.hosts)).size;
  const counts = `${counted(rows.length, 'certificate')} of ${counted(hosts, 'host')}`;
  return [{ severity, sentence: words(counts, rows.length === 1), names: soonest.slice(0, namesShown).map(({ name }) => name) }];
}

function freezeDecision(
  { name, fromDay, toDay, ends, certificates, soonest }: FreezeBand,
  rows: readonly PlannerRow[],
  { today, zone }: Pick<DecisionFacts, 'today' | 'zone'>,
): Decision[] {
  if (certificates === 0) return [];
  const caught = rows.filter(({ notAfter }) => {
    const day = dayAt(Date.parse(notAfter), zone);
    return day >= ends.fromDay && day <= ends.toDay;
  });
  const left = caught.filter(({ renewal }) => renewal.kind !== 'renewed');
  if (caught.length > 0 && left.length === 0) return [];
  const it = certificates === 1 ? 'certificate ends' : 'certificates end';
  const way =
    today < fromDay
      ? `Renew before ${dayWords(fromDay)}, or allow an exception.`
      : today <= toDay
        ? 'The freeze has begun: allow an exception.'
        : 'The freeze is over: renew now.';
  return [
    {
      severity: 'warning',
      sentence: `${certificates} ${it} during or soon after ${name}. ${way}`,
      names: soonest.slice(0, namesShown).map((one) => one.name),
    },
  ];
}

const issuerDecision = ({ name, daysLeft, hosts }: DecisionFacts['issuers'][number]): Decision => ({
  severity: daysLeft < 0 ? 'critical' : 'warning',
  sentence:
    daysLeft < 0
      ? `The issuer ${name} has expired: ${counted(hosts, 'host')} ${hosts === 1 ? 'hangs' : 'hang'} on it.`
      : `The issuer ${name} ends in ${counted(daysLeft, 'day')}, and ${counted(hosts, 'host')} with it. Renew it, then what it issued.`,
  names: [],
});
