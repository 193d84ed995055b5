/** What renewal plans look like on pages, in files and beside certificates and hosts. Plain and serialisable; times are ISO 8601. */

/** How far a plan is, as people set it and doors show it. `serving`: some doors serve the new certificate. */
export const renewalSteps = ['open', 'ordered', 'issued', 'serving', 'done', 'cancelled'] as const;
export type RenewalStep = (typeof renewalSteps)[number];

/** overdue: its due day has passed. at-risk: it is planned so that something will go wrong. */
export type RenewalConcern = 'overdue' | 'at-risk';

export type RenewalProgress = {
  step: RenewalStep;
  doorsServed: number;
  doorsTotal: number;
  /** Null for plans that are closed and for those that go well. */
  concern: RenewalConcern | null;
  /** A few words: "served on 1 of 2 doors", "overdue, ordered". */
  label: string;
  /** One sentence: how it stands and, with a concern, why. */
  sentence: string;
};

/** A certificate that a plan names. */
export type RenewalCertificate = { sha256: string; name: string; issuerName: string; notBefore: string | null; notAfter: string | null };

/** One line of the list of plans. */
export type RenewalRow = {
  id: string;
  progress: RenewalProgress;
  /** The certificate to be replaced; null for a host that served none when it was planned. */
  certificate: RenewalCertificate | null;
  /** Name of the host that it is for; null when it is for every door that served the certificate. */
  host: string | null;
  successor: RenewalCertificate | null;
  /** Empty when nobody was named. */
  owner: string;
  note: string;
  /** Such as `2026-12-18`; null without a due day. */
  dueOn: string | null;
  automatic: boolean;
  createdAt: string;
  closedAt: string | null;
  hostCount: number;
};

/** What a door of a plan serves now; `nothing` when no certificate was ever received. */
export type DoorServes = 'new' | 'old' | 'other' | 'nothing';

export type RenewalDoorView = {
  host: string;
  port: number;
  serves: DoorServes;
  /** SHA-256 of what it serves; null when nothing. */
  sha256: string | null;
  /** Since when it serves that. */
  since: string | null;
  checkedAt: string | null;
  /** Kind of server: set by hand, else detected; null when unknown. */
  profile: string | null;
};

/** One thing that happened to a plan. */
export type RenewalEvent = {
  id: string;
  at: string;
  actor: string;
  /** Such as `renewal.plan`. */
  action: string;
  before: Readonly<Record<string, string | number | boolean | null>> | null;
  after: Readonly<Record<string, string | number | boolean | null>> | null;
};

/** All of one plan. */
export type RenewalView = RenewalRow & {
  /** As it was set, not as the doors show it. */
  state: 'open' | 'ordered' | 'issued' | 'done' | 'cancelled';
  expectedIssuer: string | null;
  expectedNotBefore: string | null;
  issuedAt: string | null;
  createdBy: string;
  /** Those that do not serve the new certificate first; at most `renewalDoorsShown`. */
  doors: RenewalDoorView[];
  /** Newest first; at most `renewalEventsShown`. */
  history: RenewalEvent[];
  generatedAt: string;
};

export const renewalDoorsShown = 500;
export const renewalEventsShown = 100;

/** The list of plans. */
export type RenewalList = {
  rows: RenewalRow[];
  /** There is another page behind this one. */
  hasMore: boolean;
  /** Of all plans that are not closed. */
  counts: { open: number; ordered: number; issued: number; overdue: number };
  /** Owners of plans that are not closed, in order of the alphabet. */
  owners: string[];
};

/** Where a plan stands, for the page of a host. */
export type RenewalSummary = Pick<RenewalRow, 'id' | 'progress' | 'owner'>;
