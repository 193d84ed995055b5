import type { RevocationCheck } from '../revocation/contract.ts';
import type { TrustAnchors } from '../x509/trust-anchors.ts';

/** Longest durations in milliseconds: finding the address, and one connection with everything that is asked on it. */
export type DeepScanTimeouts = { resolveMs: number; connectionMs: number };

export const defaultDeepScanTimeouts: DeepScanTimeouts = { resolveMs: 3_000, connectionMs: 3_000 };
export const DEFAULT_DEEP_SCAN_MS = 30_000;

/** Everything one scan may cost a server and this process. Bytes of one raw answer are bounded in wire/server-flight.ts. */
export const deepScanLimits = {
  /** TCP connections of one scan, all ports together. */
  connections: 24,
  /** Addresses of the name that are tried until one takes a connection. */
  addresses: 3,
  /** After so many refused connections in a row the server is left alone. */
  refusedInARow: 3,
  /** Suites of one weak kind that are asked for, one after the other. */
  suitesOfKind: 3,
  /** Certificates of one answer, different ones of all answers, and their bytes, that are kept. */
  certificatesOfAnswer: 16,
  certificates: 64,
  certificateBytes: 512 * 1024,
} as const;

/** Plain LDAP ports asked for StartTLS, by the port of the target: those of Active Directory belong together, others are not known. */
export const defaultPlainPorts: Readonly<Record<number, readonly number[]>> = {
  389: [389, 3268],
  636: [389, 3268],
  3268: [389, 3268],
  3269: [389, 3268],
};

/** All that a deep scan may depend on besides its target. */
export type DeepScanOptions = {
  /** Name of the place that looks. */
  location: string;
  /** IP literals to dial instead of resolving the name; the first that takes a connection is scanned. */
  addresses?: string[];
  /** DNS servers (address or address:port) instead of the system's. */
  resolvers?: string[];
  /** Path of the hosts file instead of the system's; null to leave it out. */
  hostsFile?: string | null;
  timeouts?: Partial<DeepScanTimeouts>;
  /** Longest duration of the whole scan in milliseconds: 30,000 by default. */
  totalMs?: number;
  /** Ends the scan early; the record tells how far it got. */
  signal?: AbortSignal;
  /** Instead of the default: plain ports by the port of the target. A port without an entry asks none, one behind StartTLS itself. */
  plainPorts?: Readonly<Record<number, readonly number[]>>;
  /**
   * Certificates that end a trusted path: they complete the path whose revocation is checked. None by default, and then no address
   * that a certificate names is asked.
   */
  anchors?: TrustAnchors;
  /** Asks whether the certificates are revoked; without it nothing is asked. */
  checkRevocation?: RevocationCheck;
  /** Is told before each question: how many are done, of how many, and what is asked next. */
  onProgress?: (done: number, total: number, what: string) => void;
};
