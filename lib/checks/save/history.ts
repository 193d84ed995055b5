import type { Transaction } from '../../db/client.ts';
import type { Finding, Verdict } from '../../diagnosis/rule.ts';
import { latencyBandCount, oneLatency } from '../latency-histogram.ts';
import type { Seen } from './seen.ts';

type Place = { endpointId: string; locationId: number };

/**
 * Has a span of this verdict and root cause run from `at`: the one that reaches there goes on if it says the same, else it ends and
 * the next begins. Spans that begin later were written by a clock that ran ahead; they go, so that no span ends before it begins and
 * none overlaps another.
 */
export async function beginSpan(transaction: Transaction, place: Place, verdict: Verdict, cause: Finding | null, at: Date): Promise<void> {
  await transaction.verdictSpan.deleteMany({ where: { ...place, fromAt: { gte: at } } });
  const reachesThere = { ...place, OR: [{ toAt: null }, { toAt: { gte: at } }] };
  const last = await transaction.verdictSpan.findFirst({ where: reachesThere, orderBy: { fromAt: 'desc' } });
  if (last?.verdict === verdict && last.rootCauseId === (cause?.id ?? null)) {
    await transaction.verdictSpan.update({ where: { id: last.id }, data: { toAt: null } });
    return;
  }
  if (last) await transaction.verdictSpan.updateMany({ where: reachesThere, data: { toAt: at } });
  await transaction.verdictSpan.create({
    data: {
      ...place,
      verdict,
      rootCauseId: cause?.id ?? null,
      rootCauseNo: cause?.no ?? null,
      rootCauseTitle: cause?.title ?? null,
      fromAt: at,
    },
  });
}

/** Counts one check in its hour. `responseMs` is null when nothing answered. */
export async function addToRollup(
  transaction: Transaction,
  place: Place,
  input: { at: Date; verdict: Verdict; responseMs: number | null },
): Promise<void> {
  const hour = new Date(Math.floor(input.at.getTime() / 3_600_000) * 3_600_000);
  const latency = input.responseMs === null ? new Array<number>(latencyBandCount).fill(0) : oneLatency(input.responseMs);
  const one = (verdict: Verdict): number => (input.verdict === verdict ? 1 : 0);
  await transaction.$executeRaw`
    INSERT INTO hourly_rollups AS old (endpoint_id, location_id, hour, critical, warning, healthy, unknown, latency_count)
    VALUES (${place.endpointId}::uuid, ${place.locationId}, ${hour},
      ${one('critical')}, ${one('warning')}, ${one('healthy')}, ${one('unknown')}, ${latency}::int[])
    ON CONFLICT (endpoint_id, location_id, hour) DO UPDATE SET
      critical = old.critical + excluded.critical, warning = old.warning + excluded.warning,
      healthy = old.healthy + excluded.healthy, unknown = old.unknown + excluded.unknown,
      latency_count = (
        SELECT array_agg(coalesce(a, 0) + coalesce(b, 0) ORDER BY band)
        FROM unnest(old.latency_count, excluded.latency_count) WITH ORDINALITY AS pair(a, b, band))`;
}

/** What was known before a check; null verdict: it is the first. */
export type Known = { verdict: Verdict | null; leafSha256: string | null; addresses: readonly string[]; tlsVersion: string | null };

export type NoticedChange = { kind: 'certificate' | 'addresses' | 'tls-version' | 'state'; before: string | null; after: string | null };

/** What is different from the check before. A first look changes nothing, and what could not be seen did not change. */
export function noticeChanges(known: Known, verdict: Verdict, seen: Pick<Seen, 'leaf' | 'addresses' | 'tlsVersion'>): NoticedChange[] {
  const pairs: [NoticedChange['kind'], string | null, string | null][] = [
    ['certificate', known.leafSha256, seen.leaf?.sha256 ?? null],
    ['addresses', known.addresses.join(', ') || null, seen.addresses?.join(', ') || null],
    ['tls-version', known.tlsVersion, seen.tlsVersion],
    ['state', known.verdict, verdict],
  ];
  return pairs
    .filter(([, before, after]) => before !== null && after !== null && before !== after)
    .map(([kind, before, after]) => ({ kind, before, after }));
}
