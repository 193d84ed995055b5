import type { Attempt, StageName } from './evidence.ts';
import type { HandshakeGate } from './handshake-gate.ts';
import type { ProbeTimeouts } from './limits.ts';
import type { TrustAnchors } from './x509/trust-anchors.ts';

/** One stage of a probe is done. */
export type StageEvent = {
  /** The address the stage was about; null for the resolution of the name. */
  address: string | null;
  stage: StageName;
  status: 'ok' | 'failed' | 'skipped';
  /** Duration in milliseconds; null when the stage was skipped. */
  ms: number | null;
  /** The code of a failure, the reason for skipping, or a short fact. */
  note: string | null;
};

/**
 * The right to send an account's password once. It is asked for right before each bind; the wait is ours and is not taken from the
 * server's time. Whoever got it tells how the bind ended, before anything else is done.
 */
export type BindTurn = (
  address: string,
  signal: AbortSignal | undefined,
) => Promise<{ because: string } | { ended: (bind: Exclude<Attempt['bind'], { status: 'skipped' }>) => Promise<void> }>;

/** All that a probe may depend on besides its target. */
export type ProbeOptions = {
  /** Name of the place that looks. */
  location: string;
  /** Certificates that end a trusted path. */
  anchors: TrustAnchors;
  /** IP literals to dial instead of resolving the name. */
  addresses?: string[];
  /** DNS servers (address or address:port) instead of the system's. */
  resolvers?: string[];
  /** Path of the hosts file instead of the system's; null to leave it out. */
  hostsFile?: string | null;
  /**
   * Path of the resolv.conf whose search list completes short names; null for none. By default the system's where its own
   * resolvers are asked, and none where `resolvers` are given: those are asked for the name as it is.
   */
  resolverFile?: string | null;
  timeouts?: Partial<ProbeTimeouts>;
  /**
   * Account for the simple bind; without it the stage is skipped, as it is for a server whose certificate does not prove who it
   * is (trusted, valid now, of that name, for servers): the password would go to whoever answers.
   */
  bind?: { dn: string; password: string; turn?: BindTurn };
  /** Why no account is given although there is one. */
  noBindBecause?: string;
  /** Shares the processor between probes; the process's own by default. */
  gate?: HandshakeGate;
  /** Plain LDAP port for the second look: 389 beside 636 and 3268 beside 3269 by default. */
  plainPort?: number;
  onStage?: (event: StageEvent) => void;
  /** Ends the probe early; the evidence tells how far it got. */
  signal?: AbortSignal;
};
