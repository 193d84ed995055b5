import type { Profile } from '../../../diagnosis/rule.ts';
import type { CauseRef, HostState } from '../views.ts';
import type { ValueFilter } from './filter.ts';

/** One host of the list. Times are ISO 8601 in UTC. */
export type HostRow = {
  id: string;
  name: string;
  state: HostState;
  /** Since when it is in this state. */
  since: string | null;
  /** The finding that leads; null when none does. */
  cause: CauseRef | null;
  /** Bad news not yet confirmed by further checks. */
  confirming: boolean;
  /** Findings that somebody accepted for a time, so that they do not count. */
  accepted: number;
  domain: string | null;
  site: string;
  tags: string[];
  /** In force: the host's own, else its domain's; empty for nobody. */
  owner: string;
  ports: number[];
  /** Kind of server: set by hand, else as seen at its doors. */
  profile: Profile | null;
  profileSetByHand: boolean;
  /** notAfter of the soonest-expiring leaf it serves. */
  expiresAt: string | null;
  /** Whole days, rounded down; negative once expired. */
  daysLeft: number | null;
  /** Of the newest result at any of its doors. */
  checkedAt: string | null;
  /** Of its doors, each once, shortest first. */
  intervalsSeconds: number[];
  ldapsIntended: boolean;
  paused: boolean;
  /** Name of the fleet file that it comes from, or demo; null when people registered it. */
  managedBy: string | null;
  /** Names of the locations that any of its doors is probed from; empty for all. */
  locations: string[];
};

/** A part of the list. */
export type HostsPage = { total: number; offset: number; rows: HostRow[] };

/** A value that occurs, with how many hosts have it while all other filters hold. Empty text: they have none. */
export type FacetValue = { value: string; label: string; count: number };

/** What can be filtered by, and how much of it there is. */
export type HostFacets = Record<'state' | 'paused' | 'intended' | ValueFilter, FacetValue[]>;

/** The whole fleet, whatever the filters say. */
export type HostTotals = { hosts: number; domains: number; critical: number; warning: number; stale: number };
