import type { Transaction } from '../../db/client.ts';
import type { Finding } from '../../diagnosis/rule.ts';

/** A finding known from a clock that ran ahead began no later than it is seen now. */
const earliest = (known: Date | undefined, at: Date): Date => (known !== undefined && known < at ? known : at);

/** Replaces the open findings of an endpoint as seen from one location; those that were there before keep their `since`. */
export async function saveFindings(
  transaction: Transaction,
  place: { endpointId: string; locationId: number },
  findings: readonly Finding[],
  at: Date,
): Promise<void> {
  const before = await transaction.openFinding.findMany({ where: place, select: { findingId: true, since: true } });
  if (before.length > 0) await transaction.openFinding.deleteMany({ where: place });
  if (findings.length === 0) return;
  const since = new Map<string, Date>();
  for (const { findingId, since: one } of before) {
    const earliest = since.get(findingId);
    if (!earliest || one < earliest) since.set(findingId, one);
  }
  await transaction.openFinding.createMany({
    data: findings.map((finding, rank) => ({
      ...place,
      findingId: finding.id,
      no: finding.no,
      severity: finding.severity,
      stage: finding.stage,
      confidence: finding.confidence,
      title: finding.title,
      summary: finding.summary,
      facts: { ...finding.facts } as Record<string, string | number | boolean | null | string[]>,
      observations: finding.observations.map((observation) => ({ ...observation })),
      addresses: [...finding.addresses],
      waiverId: finding.waiver?.id ?? null,
      rank,
      since: earliest(since.get(finding.id), at),
      lastSeenAt: at,
    })),
  });
}
