import type { Transaction } from '../../db/client.ts';
import type { Finding, Verdict } from '../../diagnosis/rule.ts';
import { latencyBandCount, oneLatency } from '../latency-histogram.ts';
import type { Seen } from './seen.ts';

type Place = { endpointId: string; locationId: number };

/** Ends the open span, if there is one, and begins the next. While verdict and root cause stay, the open one just runs on. */
export async function beginSpan(transaction: Transaction, place: Place, verdict: Verdict, cause: Finding | null, at: Date): Promise<void> {
  const open = await transaction.verdictSpan.findFirst({ where: { ...place, toAt: null } });
  const from = open && open.fromAt > at ? open.fromAt : at;
  if (open && open.fromAt.getTime() === from.getTime()) await transaction.verdictSpan.delete({ where: { id: open.id } });
  else if (open) await transaction.verdictSpan.update({ where: { id: open.id }, data: { toAt: from } });
  await transaction.verdictSpan.create({
    data: {
      ...place,
      verdict,
      rootCauseId: cause?.id ?? null,
      rootCauseNo: cause?.no ?? null,
      rootCauseTitle: cause?.title ?? null,
      fromAt: from,
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
