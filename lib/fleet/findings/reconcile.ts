import { LIVE_CHANNEL, type LiveEvent } from '../../checks/live-events.ts';
import type { Transaction } from '../../db/client.ts';
import type { CatalogRule, Discovery } from '../../diagnosis/rule.ts';

const hostsMax = 200;

/** One thing that a fleet rule found. */
export type FoundInFleet = {
  /** What it is about, unique within the rule: a domain's name, domain/site, a host, a location or a certificate's SHA-256. */
  subject: string;
  /** Name of the domain it belongs to; empty for none. */
  domain: string;
  /** Names of the registered hosts that it is about. */
  hosts: readonly string[];
  discovery: Discovery;
};

/**
 * Has the open findings of one rule be those found now: new ones are added, known ones keep their `since`, those that are over go.
 * With a `domain`, only findings of that domain were looked for, and only they can be over. After a `partial`
 * look, which may have missed some, none is over. Open browsers are told when something
 * changed; resolves to whether it did.
 */
export async function reconcileFleetFindings(
  tx: Transaction,
  {
    rule,
    domain,
    found,
    now,
    partial = false,
  }: { rule: CatalogRule; domain?: string; found: readonly FoundInFleet[]; now: Date; partial?: boolean },
): Promise<boolean> {
  const scope = { findingId: rule.id, ...(domain === undefined ? {} : { domain }) };
  const known = await tx.fleetFinding.findMany({
    where: scope,
    select: { subject: true, domain: true, severity: true, summary: true, hosts: true },
  });
  if (known.length === 0 && found.length === 0) return false;

  const rows = found.map(({ subject, domain: of, hosts, discovery }) => ({
    subject,
    domain: of,
    severity: discovery.severity ?? rule.severities[0],
    confidence: discovery.confidence ?? 'certain',
    summary: discovery.summary,
    facts: discovery.facts,
    observations: discovery.observations,
    hosts: hosts.slice(0, hostsMax),
  }));
  const shown = (row: { subject: string; domain: string; severity: string; summary: string; hosts: readonly string[] }) =>
    JSON.stringify([row.subject, row.domain, row.severity, row.summary, row.hosts]);
  const before = new Set(known.map(shown));
  const changed = (!partial && rows.length !== known.length) || rows.some((row) => !before.has(shown(row)));

  if (!partial) await tx.fleetFinding.deleteMany({ where: { ...scope, subject: { notIn: rows.map(({ subject }) => subject) } } });
  if (rows.length > 0)
    await tx.$executeRaw`
      INSERT INTO fleet_findings
        (finding_id, no, severity, confidence, subject, domain, title, summary, facts, observations, hosts, since, last_seen_at)
      SELECT ${rule.id}, ${rule.no}::int, row.severity::severity, row.confidence::confidence, row.subject, row.domain, ${rule.title},
        row.summary, row.facts, row.observations, ARRAY(SELECT jsonb_array_elements_text(row.hosts)), ${now}, ${now}
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(subject text, domain text, severity text, confidence text,
        summary text, facts jsonb, observations jsonb, hosts jsonb)
      ON CONFLICT (finding_id, subject) DO UPDATE SET severity = EXCLUDED.severity, confidence = EXCLUDED.confidence,
        domain = EXCLUDED.domain, title = EXCLUDED.title, summary = EXCLUDED.summary, facts = EXCLUDED.facts,
        observations = EXCLUDED.observations, hosts = EXCLUDED.hosts, last_seen_at = EXCLUDED.last_seen_at`;
  if (changed) await tx.$executeRaw`SELECT pg_notify(${LIVE_CHANNEL}, ${JSON.stringify({ type: 'findings' } satisfies LiveEvent)})`;
  return changed;
}
