import type { ExpiryLevel } from '../../diagnosis/expiry.ts';
import type { ExpiryWindows } from '../../diagnosis/rule.ts';
import type { FreezeView } from '../freezes/views.ts';
import type { Day } from './day.ts';
import type { BucketId, PlannerChoice, PlannerGrouping } from './filter.ts';

/** A host as the planner needs it; empty texts where nothing is known or named. `no` is its own among the hosts, from 0 without gaps. */
export type PlannerHost = { no: number; name: string; site: string; domain: string; owner: string; windows: ExpiryWindows };

/** How far the replacement of a certificate is. Doors are those of its plan, or those that serve the old or the new one. */
export type Renewal =
  | { kind: 'none' }
  | { kind: 'planned'; planId: string; state: 'open' | 'ordered' | 'issued'; servedDoors: number; doors: number; dueOn: Day | null }
  | { kind: 'renewed'; planId: string | null; successorSha256: string; servedDoors: number; doors: number };

/** A certificate in use: a leaf that is served now, or an issuer that a leaf served now hangs on. Times in milliseconds of the epoch. */
export type PlannerCertificate = {
  sha256: string;
  name: string;
  notBeforeMs: number;
  notAfterMs: number;
  kind: 'leaf' | 'issuer';
  issuerName: string;
  /** Empty when it came from none. */
  template: string;
  /** Distinct: those that serve it, or whose path it is in. */
  hosts: readonly PlannerHost[];
  renewal: Renewal;
};

/** What the planner is made from. */
export type PlannerData = {
  certificates: readonly PlannerCertificate[];
  freezes: readonly FreezeView[];
  /** Leaves served now whose dates could not be read. */
  unreadable: number;
  /** In force where neither a domain nor a host has its own. */
  windows: ExpiryWindows;
};

/** How many there are; hosts are distinct ones. */
export type Counts = { certificates: number; hosts: number };
export type LevelCounts = Readonly<Record<ExpiryLevel, number>>;

export type BucketView = Counts & {
  id: BucketId;
  /** The worst judgement among its certificates; null when it has none. */
  level: ExpiryLevel | null;
};

/** Certificates that end in one ISO week. */
export type WeekView = Counts & {
  monday: Day;
  /** Its last day. */
  sunday: Day;
  /** The Monday in words. */
  label: string;
  levels: LevelCounts;
  isCurrent: boolean;
  /** Where the week begins and ends in the window, 0 to 1. */
  left: number;
  right: number;
};

/** A line with words on the axis of time; `at` is 0 at the window's start and 1 at its end. */
export type AxisMark = { at: number; label: string };
/** Minor labels are left out where there is little room. */
export type AxisTick = AxisMark & { isMinor: boolean };

/** The stretch of time that the charts show. */
export type PlannerWindow = {
  fromDay: Day;
  /** The last day shown. */
  toDay: Day;
  ticks: readonly AxisTick[];
  /** Now, and 7 and 30 days later, as far as there is room for them. */
  marks: readonly AxisMark[];
};

/** One or more certificates that end at about the same time. */
export type LaneMark = { at: number; level: ExpiryLevel; count: number };

/** One group of certificates over time. */
export type Lane = Counts & {
  /** The group's value; empty for those without one. An issuer's lane has its SHA-256. */
  key: string;
  label: string;
  levels: LevelCounts;
  marks: readonly LaneMark[];
  /** How many end before the window, and after it. */
  earlier: number;
  later: number;
  /** When its first certificate ends, ISO 8601. */
  soonestAt: string;
  /** Of an issuer: names of the trust stores that hold it. */
  stores?: readonly string[];
};

/** A part of a list. Pages count from 1. */
export type Page<Item> = { items: readonly Item[]; page: number; pages: number; total: number };

/** A change freeze with the certificates that end in it or within seven days after it. */
export type FreezeBand = Counts & {
  id: string;
  name: string;
  fromDay: Day;
  toDay: Day;
  timeZone: string;
  /** Its part of the window, 0 to 1. */
  left: number;
  right: number;
  /** "4 certificates of 9 hosts end in or within 7 days after Year-end freeze." */
  sentence: string;
  /** The first of them. */
  soonest: readonly { sha256: string; name: string; endsAt: string }[];
  /** The days of the reader's zone in which they end, for a link to all of them. */
  ends: { fromDay: Day; toDay: Day };
};

/** A row of the table. */
export type PlannerRow = {
  sha256: string;
  name: string;
  /** Subject alternative names; filled in for the rows that are shown. */
  dnsNames: readonly string[];
  issuerName: string;
  template: string;
  hosts: readonly string[];
  sites: readonly string[];
  domains: readonly string[];
  owners: readonly string[];
  notBefore: string;
  notAfter: string;
  daysLeft: number;
  level: ExpiryLevel;
  renewal: Renewal;
};

/** What can be chosen among, each in order; an empty text stands for those without a value. */
export type PlannerOptions = Readonly<Record<PlannerGrouping, readonly string[]>>;

/** The whole planner as pages and reports show it. */
export type PlannerView = {
  choice: PlannerChoice;
  /** The time that everything is judged for, ISO 8601: now, or the end of the later day asked for. */
  judgedAt: string;
  /** Is that a later time than now? */
  isAhead: boolean;
  zone: string;
  /** Served now, whatever is narrowed. */
  served: Counts;
  unreadable: number;
  /** In force where neither a domain nor a host has its own. */
  windows: ExpiryWindows;
  sentence: string;
  buckets: readonly BucketView[];
  window: PlannerWindow;
  weeks: readonly WeekView[];
  weeksSentence: string;
  lanes: Page<Lane>;
  /** Issuing and root certificates, one lane each, counted apart from all else. */
  issuers: Page<Lane>;
  issuersSentence: string;
  freezes: readonly FreezeBand[];
  table: Page<PlannerRow>;
  options: PlannerOptions;
};
