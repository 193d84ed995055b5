import type { RuleStage, Severity } from '#lib/diagnosis/rule.ts';

/** One entry of the catalog, as listed. */
export type CatalogEntry = {
  id: string;
  no: number;
  title: string;
  stage: RuleStage;
  severities: readonly Severity[];
  /** What happened, in a line. */
  line: string;
  /** Hosts on which it leads now. */
  hostCount: number;
  /** Hosts on which it is accepted for now, and leads therefore not. */
  acceptedHostCount: number;
  /** Of a rule about the fleet: how often it is found now; null for rules about doors. */
  foundCount: number | null;
};

export const catalogStages: Readonly<Record<RuleStage, string>> = {
  resolve: 'Name lookup',
  connect: 'Connection',
  tls: 'TLS',
  certificate: 'Certificate',
  ldap: 'LDAP',
  fleet: 'Fleet',
};

/** Entries that hold every word of the query in number, id, title or line. */
export function searchCatalog(entries: readonly CatalogEntry[], query: string): CatalogEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const text = `${entry.no} ${entry.id} ${entry.title} ${entry.line}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Entries by stage in the order of a probe, by number inside; stages without entries are left out. */
export function groupCatalog(entries: readonly CatalogEntry[]): { stage: RuleStage; entries: CatalogEntry[] }[] {
  return (Object.keys(catalogStages) as RuleStage[])
    .map((stage) => ({ stage, entries: entries.filter((entry) => entry.stage === stage).sort((a, b) => a.no - b.no) }))
    .filter((group) => group.entries.length > 0);
}
