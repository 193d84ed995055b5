import type { Evidence } from '../../probe/evidence.ts';
import { compareProtocols, type Seen } from './seen.ts';

/** What the state row knows of earlier looks. */
type Known = { addresses: readonly string[]; leafSha256: string | null; leafNotAfter: Date | null; tlsVersion: string | null };

/**
 * What was seen, with what is known of addresses that this look could not try because the lookup of their family told nothing: they
 * are missing from the look, not from the server. They stay, and so does what may come from them alone: their certificates, the leaf
 * that expires sooner than those seen (until it has expired), the lower TLS version. A family of which no address is known is not
 * missed, so a resolver that never answers for IPv6 holds nothing up.
 */
export function addMissing(seen: Seen, evidence: Evidence, known: Known): Seen {
  const unanswered = evidence.resolve.status === 'ok' ? evidence.resolve.data.unanswered : [];
  const missing = known.addresses.filter((address) => unanswered.includes(address.includes(':') ? 'AAAA' : 'A'));
  if (missing.length === 0 || seen.addresses === null) return seen;
  return {
    ...seen,
    addresses: [...new Set([...seen.addresses, ...missing])].sort(),
    certificatesComplete: false,
    leaf: keepsLeaf(seen, known) ? null : seen.leaf,
    tlsVersion: keepsVersion(seen, known) ? null : seen.tlsVersion,
  };
}

function keepsLeaf(seen: Seen, known: Known): boolean {
  if (seen.leaf === null || known.leafSha256 === null || known.leafNotAfter === null) return false;
  if (seen.certificates.some(({ facts, isLeaf }) => isLeaf && facts.sha256 === known.leafSha256)) return false;
  return known.leafNotAfter > seen.startedAt && (seen.leaf.notAfter === null || known.leafNotAfter < seen.leaf.notAfter);
}

const keepsVersion = (seen: Seen, known: Known): boolean =>
  seen.tlsVersion !== null && known.tlsVersion !== null && compareProtocols(known.tlsVersion, seen.tlsVersion) < 0;
