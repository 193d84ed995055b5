import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { FleetFindingView } from './views.ts';

const fact = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const facts = z.record(z.string(), fact);
const observations = z.array(z.object({ label: z.string(), seen: z.string(), healthy: z.string() }));
const findingsMax = 1_000;
const severityRank = { critical: 0, warning: 1, notice: 2 } as const;

/** What is wrong with the fleet now, the worst first: all of it, or what belongs to one domain or names one host, or that one rule found. */
export async function readFleetFindings(
  db: Database,
  { domain, host, rule }: { domain?: string; host?: string; rule?: string } = {},
): Promise<FleetFindingView[]> {
  const rows = await db.fleetFinding.findMany({
    where: {
      ...(domain === undefined ? {} : { domain }),
      ...(host === undefined ? {} : { hosts: { has: host } }),
      ...(rule === undefined ? {} : { findingId: rule }),
    },
    orderBy: [{ no: 'asc' }, { subject: 'asc' }],
    take: findingsMax,
  });
  return rows
    .map((row) => ({
      id: row.findingId,
      no: row.no,
      severity: row.severity,
      confidence: row.confidence,
      title: row.title,
      summary: row.summary,
      subject: row.subject,
      domain: row.domain,
      facts: facts.catch({}).parse(row.facts),
      observations: observations.catch([]).parse(row.observations),
      hosts: row.hosts,
      since: row.since.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
    }))
    .sort((one, other) => severityRank[one.severity] - severityRank[other.severity] || one.no - other.no);
}
