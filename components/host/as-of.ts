import type { ShownFinding } from '#components/finding/shown-finding.ts';
import type { HostView } from '#lib/checks/read/views.ts';
import { diagnose } from '#lib/diagnosis/diagnose.ts';

/** The time that a page judges by, as its address asks for it. */
export type AsOf =
  | { status: 'now' }
  | { status: 'at'; at: Date }
  /** `message` names the field, what was given, and what is allowed. */
  | { status: 'refused'; message: string };

const firstMs = Date.UTC(1950, 0, 1);
const lastMs = Date.UTC(10_000, 0, 1) - 1;
const dayMs = 86_400_000;

const allowed =
  'Write a date such as 2027-03-01, or a date and a time such as 2027-03-01T13:00 (UTC) or 2027-03-01T13:00+01:00, in the years 1950 to 9999.';

/** A `+` that an address did not escape arrives as a blank. */
const pattern = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(?:(Z)|([+\- ])(\d{2}):?(\d{2}))?)?$/i;

/** An ISO 8601 date or date and time, UTC where no zone is given; null when it is neither, or no time of the calendar. */
function parseMoment(text: string): Date | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? '0'));
  const [, , , , , , , fraction, , sign, zoneHour, zoneMinute] = match;
  if (year === undefined || month === undefined || day === undefined || hour === undefined || minute === undefined || second === undefined)
    return null;
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second, Number((fraction ?? '0').padEnd(3, '0'))));
  const isInCalendar = local.getUTCMonth() === month - 1 && local.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  const [aheadHours, aheadMinutes] = [Number(zoneHour ?? '0'), Number(zoneMinute ?? '0')];
  if (!isInCalendar || aheadHours > 23 || aheadMinutes > 59) return null;
  const aheadMs = (aheadHours * 60 + aheadMinutes) * 60_000 * (sign === '-' ? -1 : 1);
  const moment = new Date(local.getTime() - aheadMs);
  return moment.getTime() < firstMs || moment.getTime() > lastMs ? null : moment;
}

const clipped = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** The time in an address's `asOf`; now when it is left out or empty. */
export function parseAsOf(value: string | readonly string[] | undefined): AsOf {
  if (value !== undefined && typeof value !== 'string')
    return { status: 'refused', message: `As of: the address has it ${value.length} times. Give it once. ${allowed}` };
  const text = value?.trim() ?? '';
  if (text === '') return { status: 'now' };
  const at = parseMoment(text);
  if (at === null) return { status: 'refused', message: `As of: “${clipped(text)}” is no date that can be judged by. ${allowed}` };
  return { status: 'at', at };
}

/** The shortest text that `parseAsOf` reads as this time: 2027-03-01, 2027-03-01T13:00. */
export function asOfText(at: Date): string {
  const [date, time = ''] = at.toISOString().slice(0, -1).split('T');
  if (time === '00:00:00.000') return date ?? '';
  return `${date}T${time.replace(/(?::00)?\.000$/, '')}`;
}

/** Times worth looking at: in 30 and 90 days, the end of the quarter, the day after the leaf expires unless that is past. */
export function likelyTimes(now: Date, expiresAt: string | null): { label: string; at: Date }[] {
  const todayMs = Math.floor(now.getTime() / dayMs) * dayMs;
  const nextQuarterMs = Date.UTC(now.getUTCFullYear(), Math.floor(now.getUTCMonth() / 3) * 3 + 3, 1);
  const expiryMs = expiresAt === null ? Number.NaN : Date.parse(expiresAt);
  const afterExpiryMs = (Math.floor(expiryMs / dayMs) + 1) * dayMs;
  return [
    { label: 'in 30 days', at: new Date(todayMs + 30 * dayMs) },
    { label: 'in 90 days', at: new Date(todayMs + 90 * dayMs) },
    { label: 'end of this quarter', at: new Date(nextQuarterMs - 60_000) },
    ...(expiryMs > now.getTime() && afterExpiryMs <= lastMs
      ? [{ label: 'the day after the certificate expires', at: new Date(afterExpiryMs) }]
      : []),
  ];
}

/** What a page shows of a host for one time. */
export type Judged = { now: Date; findings: readonly ShownFinding[]; sameCauseHosts: readonly string[] };

/** What was found, or with another time what the stored evidence would give then. Nothing is probed. */
export function judgeAsOf(view: HostView, asOf: AsOf): Judged {
  if (asOf.status !== 'at') return { now: new Date(view.generatedAt), findings: view.findings, sameCauseHosts: view.sameCauseHosts };
  const { evidence, subject, knowledge } = view;
  if (evidence === null) return { now: asOf.at, findings: [], sameCauseHosts: [] };
  const found = new Map(view.findings.filter(({ location }) => location === evidence.location).map(({ id, since }) => [id, since]));
  const findings = diagnose(evidence, { subject, knowledge, now: asOf.at }).findings.map(
    ({ id, no, severity, confidence, title, summary, facts, observations, addresses, waiver }): ShownFinding => ({
      ...{ id, no, severity, confidence, title, summary, observations },
      addresses: [...addresses],
      facts: { ...facts },
      since: found.get(id) ?? null,
      location: evidence.location,
      ...(waiver === undefined ? {} : { waiver }),
    }),
  );
  return { now: asOf.at, findings, sameCauseHosts: findings[0]?.id === view.findings[0]?.id ? view.sameCauseHosts : [] };
}
