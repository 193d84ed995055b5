import type { CertificateFacts } from '../../probe/evidence.ts';

const normal = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** Every name a leaf presents, in lower case: the DNS names in their order, then the common names. */
export const leafNames = (leaf: CertificateFacts): readonly string[] => [...leaf.dnsNames, ...leaf.subjectCommonNames].map(normal);

/** `*.corp.example` and the like: made to be served under many names. */
export const hasWildcard = (leaf: CertificateFacts): boolean => leafNames(leaf).some((name) => name.startsWith('*.'));

/** The domain that a host name lies in, in lower case; null for a name without a dot. */
export function domainOf(host: string): string | null {
  const [, ...rest] = normal(host).split('.');
  return rest.length === 0 ? null : rest.join('.');
}

/**
 * The wildcard that a managed domain needs: for the domain that the host lies in, or for the name itself where that stands for the
 * domain. Null for a name without a dot, of which nothing is known.
 */
export function managedDomainWildcard(host: string, standsForDomain: boolean): string | null {
  const domain = standsForDomain ? normal(host) : domainOf(host);
  return domain === null ? null : `*.${domain}`;
}
