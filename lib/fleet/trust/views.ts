import type { CertificateState } from '../../certificates/inventory/filter.ts';
import type { InputFault } from '../../errors.ts';

/** Plain objects that the pages of trust show. Times are ISO 8601 in UTC. */

/** What a certificate does as an anchor: `single` is no authority, and is trusted for itself alone. */
export type AnchorKind = 'root' | 'authority' | 'single';

/** One certificate of a file, before it is trusted. */
export type ReviewedCertificate = {
  sha256: string;
  name: string;
  subject: string;
  issuer: string;
  notBefore: string | null;
  notAfter: string | null;
  kind: AnchorKind;
  selfSigned: boolean;
  dates: 'valid' | 'expired' | 'not-yet-valid';
  /** Names of the trust stores that hold it already. */
  inStores: readonly string[];
};

/** What a given file holds, to be looked at before any of it is trusted. */
export type TrustReview = {
  certificates: readonly ReviewedCertificate[];
  /** Places of the file that could not be read, and why. */
  unreadable: readonly { where: string; because: string }[];
  /** Certificates that were in it more than once. */
  repeated: number;
  /** The certificates as PEM, to be given back with the choice. */
  pem: string;
};

/** A change of trust: which store it is about, and how soon the doors it matters to are checked with it. */
export type TrustChange = { id: string; name: string; added: number; doors: number; withinSeconds: number };

/** What certificates of trust come from. */
export type TrustOrigin = 'upload' | 'chain' | 'directory' | 'file';

export type AnchorView = {
  sha256: string;
  name: string;
  subject: string;
  issuer: string;
  notBefore: string | null;
  notAfter: string | null;
  /** By the installation's windows. */
  state: CertificateState;
  daysLeft: number | null;
  kind: AnchorKind;
  addedBy: string;
  addedAt: string;
  /** Doors, of the domains that the store is for, whose path ends at it. */
  doors: number;
  hosts: number;
  /** Other stores that hold it and count for the same doors: these go on trusting it. */
  alsoIn: readonly string[];
};

export type TrustStoreView = {
  id: string;
  name: string;
  domain: { id: number; name: string } | null;
  origin: TrustOrigin;
  createdBy: string;
  createdAt: string;
  managedBy: string | null;
  anchors: readonly AnchorView[];
  /** Doors whose path ends at one of its anchors, and those among them that no other store would save. */
  doors: number;
  doorsAtRisk: number;
  /** Some of the latter, by name. */
  hostsAtRisk: readonly string[];
};

/** What workers trust by themselves: the system's store, or the file of the setting. */
export type OwnStoreView = {
  kind: 'system' | 'bundle';
  name: string;
  location: string;
  count: number;
  /** Its first certificate to end, and how many have ended. */
  soonestAt: string | null;
  expired: number;
  doors: number;
};

export type LensView = {
  /** all, system, or the id of a lens that people made. */
  key: string;
  name: string;
  system: boolean;
  bundle: boolean;
  stores: readonly { id: string; name: string }[];
  inForce: boolean;
};

export type DomainTrustView = { id: number; name: string; hostCount: number; lenses: readonly LensView[] };

/** A certificate that a directory publishes, offered and never trusted by itself. */
export type OfferedAnchor = ReviewedCertificate & {
  /** Containers that it is in. */
  containers: readonly ('root' | 'nt-auth' | 'aia')[];
};

export type DirectoryOffer = {
  runId: string;
  domain: string;
  /** When it was read. */
  at: string;
  certificates: readonly OfferedAnchor[];
  /** Values there that are no certificate: they are not offered. */
  unreadable: number;
  /** Why not all of it was read; null when it was. */
  incompleteBecause: string | null;
};

/** A domain whose newest discovery did not read what the directory publishes; an older one may have. */
export type UnreadDirectory = { runId: string; domain: string; at: string; because: string };

export type TrustSettingsView = {
  stores: readonly TrustStoreView[];
  own: readonly OwnStoreView[];
  domains: readonly DomainTrustView[];
  offers: readonly DirectoryOffer[];
  unread: readonly UnreadDirectory[];
  /** The domain that the page is narrowed to; null for all. */
  domain: string | null;
};

/** A certificate of a door's chain, before it is trusted. */
export type IssuerView = {
  endpointId: string;
  host: string;
  port: number;
  domain: { id: number; name: string } | null;
  certificate: ReviewedCertificate;
  /** Did the server send it? */
  sent: boolean;
  isLeaf: boolean;
};

/** How one kind of client is made to trust a certificate: what to run or write, and how to see that it does. */
export type InstallPart = {
  id: string;
  title: string;
  /** The file that it takes. */
  needs: string;
  note: string | null;
  install: string;
  verify: string;
};

/** One certificate of a store with the ways to install it. */
export type InstallView = { sha256: string; name: string; parts: readonly InstallPart[] };

/** How far the giving of a file is: what it holds, with what was wrong with the choice, or what was trusted. */
export type GivenTrust =
  | {
      step: 'review';
      review: TrustReview;
      faults: readonly InputFault[];
      typed: { name: string; domainId: string; chosen: readonly string[] };
    }
  | { step: 'done'; change: TrustChange };

/** What one lens of a domain makes of a door: is what it serves trusted when only the stores of the lens count? */
export type LensVerdict = {
  /** all, system, or the id of a lens that people made. */
  key: string;
  name: string;
  /** It decides the verdict. */
  inForce: boolean;
  /** One for each different chain. */
  chains: readonly { addresses: readonly string[]; trusted: boolean; because: string }[];
};
