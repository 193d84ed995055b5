import type { Confidence, Fact, Observation, Severity } from '../../diagnosis/rule.ts';

/** One open finding about the fleet, as pages show it. Times are ISO 8601 in UTC. */
export type FleetFindingView = {
  /** The rule's public id and number. */
  id: string;
  no: number;
  severity: Severity;
  confidence: Confidence;
  title: string;
  summary: string;
  /** As in FleetFinding of the schema: a domain, domain/site, host, location or certificate. */
  subject: string;
  /** Empty for none. */
  domain: string;
  facts: Record<string, Fact>;
  observations: readonly Observation[];
  /** Names of the hosts that it is about, the first 200. */
  hosts: string[];
  since: string;
  lastSeenAt: string;
};
