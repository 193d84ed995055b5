import type { Severity } from '../../diagnosis/rule.ts';
import type { CertificateFacts } from '../../probe/evidence.ts';
import type { ExtensionsView } from '../extensions/views.ts';
import type { CertificateState } from '../inventory/filter.ts';

/** Plain objects that the page of a certificate shows. Times are ISO 8601 in UTC. */

/** root: an issuer that issued itself. A trust store may hold any of them. */
export type CertificateKind = 'leaf' | 'intermediate' | 'root';

/** Enough of a certificate to name it and link to it. */
export type CertificateRef = {
  sha256: string;
  name: string;
  /** Null when the bytes could not be read. */
  notBefore: string | null;
  notAfter: string | null;
};

/** A trust store that holds a certificate, of the workers of a location. */
export type TrustStoreRef = { location: string; store: string };

/** One certificate of the way up; the first is the page's own. */
export type ChainStep = CertificateRef & {
  subject: string;
  selfSigned: boolean;
  /** Does any endpoint send it now? */
  sent: boolean;
  stores: TrustStoreRef[];
};

/** The windows by which the dates are judged: the strictest outcome of those in force for the hosts that use it. */
export type StandingView = {
  state: CertificateState;
  /** Whole days, rounded down; null when the dates cannot be read. */
  daysLeft: number | null;
  /** In words. */
  windows: string;
  windowsFrom: 'host' | 'domain' | 'installation' | 'usual';
  /** Are other windows in force for other hosts that use it? */
  windowsDiffer: boolean;
};

/** How many hosts of a group hang on an issuer. An empty name: hosts that have none. */
export type GroupCount = { name: string; hosts: number };

/** A host that hangs on an issuer, with the certificate below it that ends first. */
export type HangingHost = {
  name: string;
  /** Port of the door that serves `leaf`. */
  port: number;
  /** Doors of the host that hang on the issuer. */
  endpoints: number;
  site: string;
  owner: string;
  leaf: CertificateRef;
};

/** What hangs on an issuer now: what fails when it ends, or when it is withdrawn. */
export type BlastRadius = {
  /** Server certificates below it, issuers between not counted. */
  certificates: number;
  issuers: number;
  endpoints: number;
  hosts: number;
  /** Server certificates below it that are valid longer than it is. */
  outliving: number;
  /** Most hosts first, the first 12 of each. */
  domains: GroupCount[];
  sites: GroupCount[];
  owners: GroupCount[];
  /** Server certificates that end first, with the hosts that serve them. */
  soonest: (CertificateRef & { hosts: number })[];
  /** One page of the hosts, by name. */
  listed: HangingHost[];
  /** From 1. */
  page: number;
  pages: number;
};

/** One endpoint sent the certificate from then to then, as a location saw it. */
export type ServedSpan = {
  host: string;
  port: number;
  location: string;
  /** As its own certificate; otherwise among the issuers it sends. */
  isLeaf: boolean;
  from: string;
  /** Null while it does. */
  to: string | null;
};

/** A finding that stands now at endpoints which use the certificate, and is about it. */
export type ConcerningFinding = {
  id: string;
  no: number;
  title: string;
  severity: Severity;
  /** Since when, at the endpoint that has had it longest. */
  since: string;
  endpoints: number;
  /** Of them, those at which it is accepted for now, so that it counts for no state. */
  acceptedEndpoints: number;
  /** Some of them, by name. */
  doors: { host: string; port: number; isAccepted: boolean }[];
};

/** A renewal that the certificate is part of: it is to be replaced (`old`), or it is the new one. */
export type RenewalRef = { id: string; part: 'old' | 'new'; state: string; owner: string; dueOn: string | null; automatic: boolean };

export type CertificatePage = {
  facts: CertificateFacts;
  name: string;
  /** Lower-case hexadecimal: what Windows calls the thumbprint. */
  sha1: string;
  kind: CertificateKind;
  standing: StandingView;
  firstSeenAt: string;
  extensions: ExtensionsView;
  /** Of the certificate itself and of those above it, at most ten. */
  chain: ChainStep[];
  /** Endpoints and hosts that send it now, or whose path it is part of. */
  use: { endpoints: number; hosts: number };
  blastRadius: BlastRadius | null;
  /** Newest first, the first `servedMax` of `servedTotal`. */
  served: ServedSpan[];
  servedTotal: number;
  findings: ConcerningFinding[];
  predecessor: CertificateRef | null;
  successors: CertificateRef[];
  /** Other certificates with the same key. */
  sameKey: CertificateRef[];
  renewals: RenewalRef[];
};
