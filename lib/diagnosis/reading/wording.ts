import type { CertificateFacts } from '../../probe/evidence.ts';

/** `2026-11-21T09:30:00Z`, without the milliseconds. */
export const isoTime = (time: Date): string => time.toISOString().replace(/\.\d{3}Z$/, 'Z');

/** `2026-11-21 09:30 UTC`, for sentences. */
export const minuteTime = (time: Date): string => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** "1 host", "1,200 hosts": the number with its thousands apart, and the noun that goes with it. */
export const count = (number: number, singular: string, plural = `${singular}s`): string =>
  `${number.toLocaleString('en-GB')} ${number === 1 ? singular : plural}`;

const units = [
  { ms: 86_400_000, name: 'day' },
  { ms: 3_600_000, name: 'hour' },
  { ms: 60_000, name: 'minute' },
  { ms: 1000, name: 'second' },
] as const;

/** A length of time in its largest whole unit: `3 days`, `5 hours`, `42 seconds`. The sign is left out. */
export function duration(ms: number): string {
  const length = Math.abs(ms);
  const unit = units.find((candidate) => length >= candidate.ms) ?? units[3];
  return count(Math.floor(length / unit.ms), unit.name);
}

/** `in 3 days` or `3 days ago`. */
export const fromNow = (time: Date, now: Date): string => {
  const ms = time.getTime() - now.getTime();
  return ms >= 0 ? `in ${duration(ms)}` : `${duration(ms)} ago`;
};

/** `2026-11-21T09:30:00Z (3 days ago)`, for evidence tables. */
export const timeFromNow = (time: Date, now: Date): string => `${isoTime(time)} (${fromNow(time, now)})`;

/** `A`, `A and B`, `A, B and C`; beyond the limit `A, B and 7 more`. */
export function list(items: readonly string[], limit = 8): string {
  const shown = items.length > limit ? [...items.slice(0, limit), `${items.length - limit} more`] : items;
  if (shown.length < 2) return shown[0] ?? '';
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** The shortest name that tells a certificate from others: its common name, else its whole subject, else its first DNS name. */
export const certificateName = (facts: CertificateFacts): string =>
  facts.subjectCommonNames[0] ?? (facts.subject || (facts.dnsNames[0] ?? 'a certificate without a name'));

/** The common name of a distinguished name written as text, else the whole of it. */
export const commonNameOf = (distinguishedName: string): string =>
  /(?:^|[,+]\s*)CN=((?:\\.|[^,+\\])*)/i.exec(distinguishedName)?.[1]?.replace(/\\(.)/g, '$1') ?? (distinguishedName || 'no name');
