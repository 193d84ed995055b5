import type { VerdictPolicy } from '../../checks/read/host-state.ts';
import type { BindAccountView, CauseRef, HostState } from '../../checks/read/views.ts';
import type { ExpiryWindows } from '../../diagnosis/rule.ts';
import type { FleetFindingView } from '../findings/views.ts';

/** Plain objects that the pages of domains show. Times are ISO 8601 in UTC. */

/** What a scheduled discovery of a domain does. */
export type DiscoverySetting = { mode: 'off' | 'report' | 'add'; intervalSeconds: number };

/** One domain of the list. */
export type DomainRowView = {
  name: string;
  hostCount: number;
  siteCount: number;
  doorCount: number;
  healthyDoorCount: number;
  /** Hosts with findings that are accepted for now, so that they count for no state. */
  acceptedHostCount: number;
  /** The worst state of its doors; null where there are none. */
  worst: HostState | null;
  /** Empty for nobody. */
  owner: string;
  /** The first end of a certificate that its doors serve. */
  endsAt: string | null;
  policy: VerdictPolicy;
  discovery: DiscoverySetting;
  /** Null when people set it here. */
  managedBy: string | null;
  fleetFindingCount: number;
};

export type DomainListView = {
  domains: DomainRowView[];
  /** Hosts that are in no domain, such as IP addresses. */
  hostsWithout: number;
};

/** The doors of a site that stand in for each other. */
export type RedundancyView = {
  service: 'directory' | 'global-catalog';
  doorCount: number;
  /** Healthy, or with a warning: clients get on. */
  servingCount: number;
  failingCount: number;
  maintenanceCount: number;
  /** Stale or not checked. */
  unknownCount: number;
  /** Of the serving ones, those with findings that are accepted for now. */
  servingAcceptedCount: number;
};

/** A host of a site: the worst of its doors, and how each door stands. */
export type SiteHostView = {
  name: string;
  state: HostState;
  cause: CauseRef | null;
  /** Findings at its doors that are accepted for now and count for no state. */
  acceptedCount: number;
  doors: { port: number; transport: 'ldaps' | 'starttls'; state: HostState; acceptedCount: number }[];
};

export type SiteView = {
  /** Empty for hosts whose site is not known. */
  name: string;
  redundancy: RedundancyView[];
  hostCount: number;
  /** Of them, those with findings that are accepted for now. */
  acceptedHostCount: number;
  /** The worst first; the first of them. */
  hosts: SiteHostView[];
};

/** Certificates with one key that more than one host serves. */
export type SharedKeyView = { leaves: { sha256: string; name: string; notAfter: string | null; hosts: string[]; hostCount: number }[] };

/** A rule that compares hosts, and the hosts of the domain on which it found something; accepted where all that it found there is. */
export type AcrossHostsView = CauseRef & {
  hostCount: number;
  acceptedHostCount: number;
  hosts: { name: string; port: number; isAccepted: boolean }[];
};

/** What one DNS server answered for one name, and what is wrong with that in words. */
export type AnswerView = {
  resolver: string;
  side: 'internal' | 'external';
  addresses: string[];
  /** In words; null when it answered with addresses. */
  failure: string | null;
  askedAt: string;
  faults: string[];
};
export type NameView = { host: string; reachedFromOutside: boolean; expectedAddresses: string[]; answers: AnswerView[]; isWrong: boolean };

export type DomainView = {
  id: number;
  name: string;
  owner: string;
  notes: string;
  resolvers: string[];
  externalResolvers: string[];
  policy: VerdictPolicy;
  discovery: DiscoverySetting & { dueAt: string | null };
  managedBy: string | null;
  windows: ExpiryWindows | null;
  /** Those that hold where the domain has none. */
  inheritedWindows: ExpiryWindows;
  account: BindAccountView | null;
  hostCount: number;
  doorCount: number;
  doorCounts: Record<HostState, number>;
  /** Hosts with findings that are accepted for now, so that they count for no state. */
  acceptedHostCount: number;
  worst: HostState | null;
  endsAt: string | null;
  sites: SiteView[];
  sharedKeys: SharedKeyView[];
  sharedKeyCount: number;
  /** Hosts that serve a certificate whose key no other host of the domain serves. */
  ownKeyHostCount: number;
  acrossHosts: AcrossHostsView[];
  /** Those with something wrong first; the first of them. */
  names: NameView[];
  nameCount: number;
  wrongNameCount: number;
  fleetFindings: FleetFindingView[];
  generatedAt: string;
};
