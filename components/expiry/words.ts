import { dayWords } from '#components/time/day.ts';
import type { BucketId, PlannerGrouping } from '#lib/certificates/planner/filter.ts';
import type { Renewal } from '#lib/certificates/planner/views.ts';
import type { ExpiryLevel } from '#lib/diagnosis/expiry.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';

export const bucketLabels: Readonly<Record<BucketId, string>> = {
  expired: 'Expired',
  '0-7': '0 to 7 days',
  '8-30': '8 to 30 days',
  '31-60': '31 to 60 days',
  '61-90': '61 to 90 days',
  'over-90': 'Over 90 days',
};

/** What a level is called, and the state whose colours it has. */
export const levelWords: Readonly<Record<ExpiryLevel, { label: string; state: 'critical' | 'warning' | 'healthy' }>> = {
  expired: { label: 'Expired', state: 'critical' },
  critical: { label: 'Critical', state: 'critical' },
  warning: { label: 'Warning', state: 'warning' },
  distant: { label: 'Valid', state: 'healthy' },
};

export const levels = ['expired', 'critical', 'warning', 'distant'] as const satisfies readonly ExpiryLevel[];

export const groupingLabels: Readonly<Record<PlannerGrouping, string>> = {
  ...{ site: 'Site', issuer: 'Issuer', owner: 'Owner', template: 'Template', domain: 'Domain' },
};

/** What stands for those without a value. */
export const missingLabels: Readonly<Record<PlannerGrouping, string>> = {
  ...{ site: 'No site', issuer: 'No issuer named', owner: 'Nobody named', template: 'No template', domain: 'No domain' },
};

const hourMs = 3_600_000;

/** "12 days left", "31 hours left" under two days, "under an hour left"; "3 days ago" once it has ended. */
export function remainingWords(notAfter: string, at: string): string {
  const ms = Date.parse(notAfter) - Date.parse(at);
  const hours = Math.floor(Math.abs(ms) / hourMs);
  const length = hours < 1 ? 'under an hour' : hours < 48 ? counted(hours, 'hour') : counted(Math.floor(hours / 24), 'day');
  return ms < 0 ? `${length} ago` : `${length} left`;
}

const planWords = { open: 'Planned', ordered: 'Ordered', issued: 'Issued' } as const;

/** How far the renewal is on a day (2026-12-31), in a word or two and a detail; null for none. */
export function renewalWords(renewal: Renewal, today: string): { label: string; detail: string } | null {
  if (renewal.kind === 'none') return null;
  const doors = `${renewal.servedDoors} of ${counted(renewal.doors, 'door')}`;
  if (renewal.kind === 'renewed') return { label: 'Renewed, not yet served', detail: `the new one is served at ${doors}` };
  const { state, dueOn } = renewal;
  const isOverdue = dueOn !== null && dueOn < today;
  const word = planWords[state];
  return {
    label: isOverdue ? `Overdue, ${word.toLowerCase()}` : word,
    detail: state === 'issued' ? `served at ${doors}` : dueOn === null ? '' : `${isOverdue ? 'was due' : 'due'} ${dayWords(dueOn)}`,
  };
}

/** "2 expired, 1 critical, 40 valid". */
export const levelSentence = (counts: Readonly<Record<ExpiryLevel, number>>): string =>
  levels.flatMap((level) => (counts[level] === 0 ? [] : [`${counts[level]} ${levelWords[level].label.toLowerCase()}`])).join(', ') ||
  'none';
