import { domainToASCII } from 'node:url';
import type { CertificateFacts, NameResult } from '../evidence.ts';
import { normalizeIpAddress } from './ip-address.ts';

/** Lower case, A-labels, no trailing dot; null when it is no name that DNS could know. */
function comparableName(name: string): string | null {
  const bare = name.trim().replace(/\.$/, '').toLowerCase();
  // Underscores are common in host names of Windows networks and go through as they are.
  const ascii = /^[\x21-\x7e]*$/.test(bare) ? bare : domainToASCII(bare);
  return ascii === '' || ascii.split('.').includes('') ? null : ascii;
}

/**
 * RFC 9525 section 6.3: a wildcard is the whole leftmost label and stands for exactly one label. At least two labels must
 * follow, so that nobody speaks for a whole top-level domain.
 */
function presentedNameMatches(presented: string, wanted: string): boolean {
  const pattern = presented.replace(/\.$/, '').toLowerCase();
  if (!pattern.includes('*')) return pattern === wanted;
  const parent = pattern.slice(2);
  if (!pattern.startsWith('*.') || parent.includes('*') || !parent.includes('.') || parent.split('.').includes('')) return false;
  const firstDot = wanted.indexOf('.');
  return firstDot > 0 && wanted.slice(firstDot + 1) === parent;
}

/**
 * Compares the name that clients use with the names of a certificate. DNS names follow RFC 9525; IP literals match only
 * iPAddress entries. The common name is looked at by the same rules and told apart, whether or not there is a SAN.
 */
export function matchName(leaf: CertificateFacts, host: string): NameResult {
  const address = normalizeIpAddress(host.trim());
  const wanted = address ?? comparableName(host);
  const matches = (presented: string): boolean => {
    if (wanted === null) return false;
    return address === null ? presentedNameMatches(presented, wanted) : normalizeIpAddress(presented) === address;
  };
  const inSubjectAlternativeName = (address === null ? leaf.dnsNames : leaf.ipAddresses).find(matches);
  const inCommonName = leaf.subjectCommonNames.find(matches);
  return {
    host,
    isIpAddress: address !== null,
    inSubjectAlternativeName: inSubjectAlternativeName !== undefined,
    inCommonName: inCommonName !== undefined,
    matched: inSubjectAlternativeName ?? inCommonName ?? null,
  };
}
