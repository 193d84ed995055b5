import { storableTime } from '../../db/storable.ts';
import { guessProfileOfEvidence } from '../../diagnosis/profile.ts';
import { siteOf } from '../../diagnosis/reading/directory-server.ts';
import type { Profile } from '../../diagnosis/rule.ts';
import type { CertificateFacts, Evidence } from '../../probe/evidence.ts';
import { wasNotIntended } from '../not-intended.ts';

/** A certificate in the paths that the addresses' certificates build. */
export type SeenStep = {
  sha256: string;
  /** Steps above the leaf, where it is nearest to one. */
  depth: number;
  /** Some address sent it; otherwise it was added from the trust anchors. */
  sent: boolean;
  /** The certificate above it, whose key verifies its signature; null when there is none. */
  issuerSha256: string | null;
};

/** What the state row and the history keep of one probe, read off its evidence. */
export type Seen = {
  startedAt: Date;
  finishedAt: Date;
  /** Sorted; null when the name did not resolve. */
  addresses: string[] | null;
  /** The soonest-expiring leaf; null when no certificate came. */
  leaf: { sha256: string; notAfter: Date | null } | null;
  /** Lowest protocol that any address negotiated; null when none did. */
  tlsVersion: string | null;
  /** Every certificate sent, once each as leaf or not. */
  certificates: { facts: CertificateFacts; isLeaf: boolean }[];
  /** Did every address that was tried send certificates, or was the host left alone? Only then is one that is missing no longer served. */
  certificatesComplete: boolean;
  /** The paths from leaf to anchor of all addresses, each certificate once, by its SHA-256. */
  path: SeenStep[];
  /** Kind of server that the rootDSE speaks for; null when none was read. */
  profile: Profile | null;
  /** Active Directory site of the server that answered; null when it does not tell. */
  site: string | null;
  /** Milliseconds from the first packet to the last answer of the first address that finished its handshake; null when none did. */
  responseMs: number | null;
};

/** TLS versions, oldest first. */
const protocols = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
export const compareProtocols = (one: string, other: string): number => protocols.indexOf(one) - protocols.indexOf(other);

export function readSeen(evidence: Evidence): Seen {
  const startedAt = new Date(evidence.startedAt);
  const sent = evidence.attempts.map(({ certificate }) => (certificate.status === 'ok' ? certificate.data.sent : []));
  const versions = evidence.attempts.flatMap(({ handshake }) => (handshake.status === 'ok' ? [handshake.data.protocol] : []));
  return {
    startedAt,
    finishedAt: new Date(startedAt.getTime() + Math.ceil(evidence.totalMs)),
    addresses: evidence.resolve.status === 'ok' ? evidence.resolve.data.addresses.map(({ address }) => address).sort() : null,
    leaf: soonest(sent.flatMap((chain) => chain.slice(0, 1))),
    tlsVersion: versions.sort(compareProtocols)[0] ?? null,
    certificates: distinct(sent),
    certificatesComplete: wasNotIntended(evidence) || (sent.length > 0 && sent.every((chain) => chain.length > 0)),
    path: pathOf(evidence),
    profile: guessProfileOfEvidence(evidence),
    site: readSite(evidence),
    responseMs: readResponseMs(evidence),
  };
}

function soonest(leaves: CertificateFacts[]): Seen['leaf'] {
  const [first] = leaves
    .map(({ sha256, notAfter }) => ({ sha256, notAfter: storableTime(notAfter) }))
    .sort((a, b) => (a.notAfter?.getTime() ?? Infinity) - (b.notAfter?.getTime() ?? Infinity) || (a.sha256 < b.sha256 ? -1 : 1));
  return first ?? null;
}

function distinct(chains: CertificateFacts[][]): Seen['certificates'] {
  const found = new Map<string, Seen['certificates'][number]>();
  for (const chain of chains)
    for (const [index, facts] of chain.entries()) found.set(`${facts.sha256} ${index === 0}`, { facts, isLeaf: index === 0 });
  return [...found.values()];
}

function pathOf(evidence: Evidence): SeenStep[] {
  const found = new Map<string, SeenStep>();
  for (const { certificate } of evidence.attempts) {
    const path = certificate.status === 'ok' ? certificate.data.trust.path : [];
    for (const [depth, { sha256, from, signatureGood }] of path.entries()) {
      const known = found.get(sha256);
      found.set(sha256, {
        sha256,
        depth: Math.min(depth, known?.depth ?? depth),
        sent: from === 'server' || (known?.sent ?? false),
        issuerSha256: known?.issuerSha256 ?? (signatureGood === true ? (path[depth + 1]?.sha256 ?? null) : null),
      });
    }
  }
  return [...found.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}

function readSite(evidence: Evidence): string | null {
  const sites = evidence.attempts.map(({ directory }) => (directory.status === 'ok' ? siteOf(directory.data.rootDse) : null));
  return sites.find((site) => site !== null) ?? null;
}

function readResponseMs(evidence: Evidence): number | null {
  if (evidence.timingsDoubtful) return null;
  const answered = evidence.attempts.find(({ handshake }) => handshake.status === 'ok');
  if (!answered) return null;
  const stages = [answered.connect, answered.startTls, answered.handshake, answered.directory];
  return stages.reduce((sum, stage) => sum + (stage.status === 'skipped' ? 0 : stage.ms), 0);
}
