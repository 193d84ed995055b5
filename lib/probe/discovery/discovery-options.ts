import type { ProbeOptions } from '../options.ts';
import type { TrustAnchors } from '../x509/trust-anchors.ts';
import type { DirectoryDoor } from './open-directory.ts';
import type { NameRule } from './server-list.ts';

export type DiscoveryOptions = {
  /** In the one spelling of host names. */
  domain: string;
  /** All domains of the forest that it belongs to. */
  forest: boolean;
  /** Name of the place that looks. */
  location: string;
  /** DNS servers, as address or address:port; empty for those of the machine. */
  resolvers: readonly string[];
  anchors: TrustAnchors;
  nameRule: NameRule;
  /** Account for the directory; without one, what strangers may read. Its password is sent to one server, once. */
  bind?: NonNullable<ProbeOptions['bind']>;
  /** Why no account is given although one was wanted. */
  noBindBecause?: string;
  /** Sites that registered servers are known to be in: their records are asked for as well. */
  knownSites?: readonly string[];
  doors?: readonly DirectoryDoor[];
  /** Path of the hosts file instead of the system's; null to leave it out. */
  hostsFile?: string | null;
  totalMs?: number;
  /** Is told what is done now, in words. */
  onProgress?: (words: string) => void;
  signal?: AbortSignal;
};
