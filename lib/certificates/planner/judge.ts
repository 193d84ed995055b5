import { daysLeft, type ExpiryLevel, judgeExpiry } from '../../diagnosis/expiry.ts';
import type { ExpiryWindows } from '../../diagnosis/rule.ts';
import { type BucketId, bucketIds } from './filter.ts';
import type { LevelCounts, PlannerCertificate, PlannerHost } from './views.ts';

/** A certificate with what it comes to at the time judged for. */
export type JudgedCertificate = PlannerCertificate & { level: ExpiryLevel; daysLeft: number; bucket: BucketId };

/** Worst first. */
export const expiryLevels = ['expired', 'critical', 'warning', 'distant'] as const satisfies readonly ExpiryLevel[];

/** The worse of two levels. */
export const worse = (one: ExpiryLevel, other: ExpiryLevel): ExpiryLevel =>
  expiryLevels.indexOf(one) <= expiryLevels.indexOf(other) ? one : other;

/** Judges a certificate by the windows of each host that it matters to: the strictest decides. `forNoHost` are for one that matters to none. */
export function judgeCertificate(certificate: PlannerCertificate, now: Date, forNoHost?: ExpiryWindows): JudgedCertificate {
  const validity = { notBefore: new Date(certificate.notBeforeMs), notAfter: new Date(certificate.notAfterMs) };
  const left = daysLeft(validity.notAfter, now);
  const judged: ExpiryWindows[] = [];
  let level: ExpiryLevel = left < 0 ? 'expired' : 'distant';
  if (certificate.hosts.length === 0 && forNoHost !== undefined) level = judgeExpiry(validity, forNoHost, now).level;
  for (const { windows } of certificate.hosts) {
    if (judged.includes(windows)) continue;
    judged.push(windows);
    level = worse(level, judgeExpiry(validity, windows, now).level);
  }
  return { ...certificate, level, daysLeft: left, bucket: bucketOf(left) };
}

/** The bucket of a number of whole days left: the last day is 0, and the first 24 hours after the end are -1. */
export function bucketOf(wholeDays: number): BucketId {
  if (wholeDays < 0) return 'expired';
  if (wholeDays <= 7) return '0-7';
  if (wholeDays <= 30) return '8-30';
  if (wholeDays <= 60) return '31-60';
  return wholeDays <= 90 ? '61-90' : 'over-90';
}

/** The distinct hosts of some certificates. */
export function hostsOf(certificates: readonly PlannerCertificate[]): Set<PlannerHost> {
  const hosts = new Set<PlannerHost>();
  for (const certificate of certificates) for (const host of certificate.hosts) hosts.add(host);
  return hosts;
}

/** How many distinct hosts some certificates have: counted by their numbers, for it is asked of every week, bucket and lane. */
export function hostCount(certificates: readonly PlannerCertificate[]): number {
  const [only] = certificates;
  if (only !== undefined && certificates.length === 1) return only.hosts.length;
  let last = -1;
  for (const { hosts } of certificates) for (const { no } of hosts) if (no > last) last = no;
  const isCounted = new Uint8Array(last + 1);
  let count = 0;
  for (const { hosts } of certificates)
    for (const { no } of hosts)
      if (isCounted[no] === 0) {
        isCounted[no] = 1;
        count += 1;
      }
  return count;
}

/** How many certificates and distinct hosts there are. */
export const countsOf = (certificates: readonly PlannerCertificate[]) => ({
  certificates: certificates.length,
  hosts: hostCount(certificates),
});

/** How many certificates have each level. */
export function levelCounts(certificates: readonly JudgedCertificate[]): LevelCounts {
  const counts = { expired: 0, critical: 0, warning: 0, distant: 0 };
  for (const { level } of certificates) counts[level] += 1;
  return counts;
}

/** The worst level of some certificates; null when there are none. */
export const worstLevel = (certificates: readonly JudgedCertificate[]): ExpiryLevel | null =>
  certificates.reduce<ExpiryLevel | null>((worst, { level }) => (worst === null ? level : worse(worst, level)), null);

/** Those of each bucket, in the order of the buckets. */
export function byBucket(certificates: readonly JudgedCertificate[]): Map<BucketId, JudgedCertificate[]> {
  const buckets = new Map<BucketId, JudgedCertificate[]>(bucketIds.map((id) => [id, []]));
  for (const certificate of certificates) buckets.get(certificate.bucket)?.push(certificate);
  return buckets;
}
