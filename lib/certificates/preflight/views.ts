import type { RequirementMatrix, RequirementRow, RowOutcome } from '#lib/diagnosis/requirements/requirement-matrix.ts';
import type { Profile, Severity } from '#lib/diagnosis/rule.ts';

/** Plain objects that the preflight page shows. Times are ISO 8601 in UTC. Nothing secret is in them. */

/** One certificate of the upload. */
export type UploadedCertificate = {
  sha256: string;
  name: string;
  subject: string;
  issuer: string;
  notBefore: string | null;
  notAfter: string | null;
  /** DNS names, addresses and other names of the subject alternative name. */
  names: readonly string[];
  /** `RSA 2048 bits`, `EC P-256 256 bits`. */
  key: string;
  /** other: no part of the chain of the server's own certificate. */
  role: 'server' | 'issuer' | 'other';
  /** Was it seen before, so that it has a page of its own? */
  isKnown: boolean;
};

/** What was uploaded, in words and without its secrets. */
export type UploadView = {
  /** request: a certificate request, of which dates, issuer and chain are not known yet. */
  kind: 'certificates' | 'pfx' | 'request';
  /** `PFX file (PKCS #12)`. */
  form: string;
  certificates: readonly UploadedCertificate[];
  /** What else is worth saying of the file, each a sentence. */
  notes: readonly string[];
  /** Properties of a PFX file: how it is protected, its friendly name, the provider of its key. */
  properties: readonly { label: string; value: string }[];
  /** What is asked of the file itself, whatever the host. */
  rows: readonly RequirementRow[];
};

/** The new certificate beside the one that a door of the host serves now. */
export type ServedComparison = {
  port: number;
  sha256: string;
  name: string;
  notAfter: string | null;
  sameCertificate: boolean;
  /** Null for certificates of which one has no readable key. */
  sameKey: boolean | null;
  /** Does the new one end later? Null where an end is not known. */
  endsLater: boolean | null;
  /** Names of the served certificate that the new one lacks. */
  lostNames: readonly string[];
};

export type OutcomeCounts = Readonly<Record<RowOutcome, number>>;

export type HostResult = {
  name: string;
  /** False for a name typed by hand. */
  isRegistered: boolean;
  profile: Profile;
  counts: OutcomeCounts;
  /** Titles of the rows that are not met, then of those where the sources differ. */
  notMet: readonly string[];
  /** Worst severity of what would be found; null when nothing would be. */
  worst: Severity | null;
  /** One for each different certificate served now; empty when none is known. */
  served: readonly ServedComparison[];
  /** Index of its details in `details`. */
  detail: number;
};

export type WouldBeFinding = { id: string; no: number; severity: Severity; title: string; summary: string };

/** The whole matrix of one host; it stands for others with the same outcome in every row. */
export type HostDetail = {
  /** The host whose values the rows tell. */
  name: string;
  profile: Profile;
  /** All hosts that it stands for, that one first. */
  hosts: readonly string[];
  matrix: RequirementMatrix;
  findings: readonly WouldBeFinding[];
};

/** Which certificates counted as trusted. */
export type TrustView = {
  anchorCount: number;
  /** Locations whose trust was looked at. */
  locations: readonly string[];
  /** Those that do not trust the anchor that the chain ends at. */
  notTrustedAt: readonly string[];
};

export type PreflightView = {
  checkedAt: string;
  /** What was chosen, so that the form keeps it. The upload and its password are not in here. */
  choice: { hosts: string; domain: string; profile: Profile };
  upload: UploadView;
  hosts: readonly HostResult[];
  details: readonly HostDetail[];
  /** Hosts of the domain beyond the bound, which were left out. */
  leftOutCount: number;
  trust: TrustView;
};

/** What the page offers to choose from. */
export type DomainChoice = { name: string; hostCount: number };
