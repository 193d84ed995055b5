import type { DiscoveredServer, DiscoveryRecord } from '../../probe/discovery/record.ts';
import type { Transport } from '../host-list.ts';

/** What the schedule does for a domain: nothing, tell what differs, or register by itself what is new. */
export const discoveryModes = ['off', 'report', 'add'] as const;
export type DiscoveryMode = (typeof discoveryModes)[number];

/** A host as a discovery is compared with. */
export type RegisteredController = {
  name: string;
  /** Domain that its name is in; null for an address. */
  domain: string | null;
  /** Named by hand; empty when not. */
  site: string;
  siteDetected: string;
  /** It is, or answered as, a domain controller. */
  isController: boolean;
  standsForDomain: boolean;
  /** That its name led to, or that are dialled instead. */
  addresses: readonly string[];
  doors: readonly { port: number; transport: Transport }[];
};

/** Why what was found needs a person's eye. */
export type DiscoveryConflict = {
  code: 'address-of-other-host' | 'other-site' | 'other-domain' | 'other-transport' | 'not-in-directory' | 'not-in-dns' | 'no-address';
  /** One sentence. */
  words: string;
};

/** A found server beside what is registered. */
export type ComparedServer = DiscoveredServer & {
  standing: 'new' | 'known';
  conflicts: readonly DiscoveryConflict[];
  /** Doors of it that are registered. */
  registeredPorts: readonly number[];
};

/** A registered domain controller that no record of its domain names. */
export type GoneHost = { name: string; domain: string; site: string; because: string };

export type DiscoveryComparison = {
  servers: readonly ComparedServer[];
  gone: readonly GoneHost[];
};

/** A run as its page shows it. Times are ISO 8601 in UTC. */
export type DiscoveryRunView = {
  id: string;
  domain: string;
  forest: boolean;
  /** DNS servers that were named for it; empty for the usual ones. */
  resolvers: string[];
  state: 'waiting' | 'running' | 'done' | 'failed';
  progress: string;
  failure: string | null;
  /** Account that signs in; null for nobody. */
  accountDn: string | null;
  scheduled: boolean;
  requestedBy: string;
  createdAt: string;
  finishedAt: string | null;
  record: DiscoveryRecord | null;
  /** Null until there is a record. */
  comparison: DiscoveryComparison | null;
};

/** A run in a list. */
export type DiscoveryRunSummary = {
  id: string;
  domain: string;
  forest: boolean;
  state: DiscoveryRunView['state'];
  scheduled: boolean;
  requestedBy: string;
  createdAt: string;
};

/** How a domain is discovered by the schedule. */
export type DiscoverySchedule = {
  domainId: number;
  domain: string;
  mode: DiscoveryMode;
  intervalSeconds: number;
  /** ISO 8601 in UTC; null while it is off. */
  dueAt: string | null;
  /** Newest run of the domain; null when there is none. */
  lastRun: DiscoveryRunSummary | null;
  /** The domain has an account of its own, which discoveries sign in with. */
  hasAccount: boolean;
};

/** Failures of DNS in words. */
export const lookupWords: Readonly<Record<string, string>> = {
  'name-not-found': 'no such name (NXDOMAIN)',
  'no-record': 'no such record',
  'no-address': 'the name has no address',
  'resolver-timeout': 'no answer in time',
  'resolver-refused': 'the DNS server refused to answer (REFUSED)',
  'resolver-unreachable': 'the DNS server cannot be reached',
  'resolver-failed': 'the DNS server failed (SERVFAIL)',
  unclassified: 'it failed',
};
