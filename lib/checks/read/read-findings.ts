import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { Waiver } from '../../diagnosis/rule.ts';
import type { FindingView } from './views.ts';

const factsRecord = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]));
const observationRows = z.array(z.object({ label: z.string(), seen: z.string(), healthy: z.string() }));

/**
 * What is wrong with an endpoint now: the findings of the location that decides its state, root cause first, then those that only
 * other locations have.
 */
export async function readFindings(db: Database, key: { endpointId: string; locationId: number }): Promise<FindingView[]> {
  const rows = await db.openFinding.findMany({
    where: { endpointId: key.endpointId },
    select: {
      locationId: true,
      location: { select: { name: true } },
      findingId: true,
      no: true,
      severity: true,
      confidence: true,
      title: true,
      summary: true,
      facts: true,
      observations: true,
      addresses: true,
      since: true,
      waiver: {
        select: {
          ...{ id: true, findingId: true, reason: true, until: true, createdBy: true, tag: true },
          ...{ host: { select: { name: true } }, domain: { select: { name: true } } },
        },
      },
    },
    orderBy: [{ rank: 'asc' }, { locationId: 'asc' }],
  });
  const deciding = rows.filter((row) => row.locationId === key.locationId);
  const told = new Set(deciding.map((row) => row.findingId));
  const elsewhere = rows.filter((row) => row.locationId !== key.locationId && !told.has(row.findingId));
  return [...deciding, ...elsewhere].map((row) => ({
    id: row.findingId,
    no: row.no,
    severity: row.severity,
    confidence: row.confidence,
    title: row.title,
    summary: row.summary,
    since: row.since.toISOString(),
    facts: factsRecord.safeParse(row.facts).data ?? {},
    observations: observationRows.safeParse(row.observations).data ?? [],
    addresses: row.addresses,
    location: row.location.name,
    ...(row.waiver === null ? {} : { waiver: waiverOf(row.waiver) }),
  }));
}

type WaiverRow = {
  id: string;
  findingId: string;
  reason: string;
  until: Date;
  createdBy: string;
  tag: string | null;
  host: { name: string } | null;
  domain: { name: string } | null;
};

function waiverOf({ id, findingId, reason, until, createdBy, tag, host, domain }: WaiverRow): Waiver {
  const [scope, scopeName] =
    host !== null ? (['host', host.name] as const) : domain !== null ? (['domain', domain.name] as const) : (['tag', tag ?? ''] as const);
  return { ...{ id, findingId, reason, scope, scopeName }, until: until.toISOString(), by: createdBy };
}
