import type { CertificateState, Ending, InventoryKind, ServedChoice, ValueFilter } from './filter.ts';

/** One certificate of the inventory. Times are ISO 8601 in UTC. */
export type InventoryRow = {
  sha256: string;
  /** Lower-case hex; empty while it was not worked out. */
  sha1: string;
  name: string;
  subject: string;
  dnsNames: string[];
  ipAddresses: string[];
  issuerName: string;
  /** Distinguished name. */
  issuer: string;
  issuerSha256: string | null;
  /** Lower-case hex. */
  serialNumber: string;
  /** Such as "RSA 2048" and "EC P-256". */
  key: string;
  signature: string;
  template: string | null;
  validFrom: string | null;
  validUntil: string | null;
  /** Whole days, rounded down; negative once expired; null when the dates cannot be read. */
  daysLeft: number | null;
  /** From validFrom to validUntil, in days with two decimals. */
  lifetimeDays: number | null;
  state: CertificateState;
  kind: Exclude<InventoryKind, 'trust-store'>;
  /** Does any server send it now? False for roots that are only at the top of a path, and for what is not in use. */
  sent: boolean;
  /** Distinct hosts and doors that serve it, or whose path it is in, now. */
  hosts: number;
  endpoints: number;
  owners: string[];
  sites: string[];
  domains: string[];
  /** Names of the trust stores that hold it. */
  trustStores: string[];
  firstSeen: string;
  /** When it was last served: the time of reading while it is in use, null when it never was. */
  lastSeen: string | null;
};

/** A part of the list. */
export type InventoryPage = { total: number; offset: number; rows: InventoryRow[] };

/** A value that occurs, with how many certificates have it while all other filters hold. Empty text: they have none. */
export type FacetValue<Value extends string = string> = { value: Value; count: number };

/** What can be filtered by, and how much of it there is. */
export type InventoryFacets = {
  state: FacetValue<CertificateState>[];
  kind: FacetValue<InventoryKind>[];
  /** Former ones and those never served are counted only where they are listed. */
  served: FacetValue<ServedChoice>[];
  ending: FacetValue<Ending>[];
} & Record<ValueFilter, FacetValue[]>;

/** All that is in use now, whatever the filters say. */
export type InventoryTotals = {
  certificates: number;
  hosts: number;
  expired: number;
  /** Those in use and, where the list reads more than these or none is in use, every other that was ever seen. */
  known: number;
};
