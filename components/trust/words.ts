import { count } from '#lib/diagnosis/reading/wording.ts';
import type { AnchorKind, OfferedAnchor, TrustOrigin, TrustStoreView } from '#lib/fleet/trust/views.ts';

export const originWords: Readonly<Record<TrustOrigin, string>> = {
  upload: 'given here',
  chain: 'trusted from chains that servers sent',
  directory: 'taken over from the directory',
  file: 'from the fleet file',
};

export const kindWords: Readonly<Record<AnchorKind, string>> = {
  root: 'Root authority',
  authority: 'Authority below a root',
  single: 'No authority: trusted for itself alone',
};

export const containerWords: Readonly<Record<OfferedAnchor['containers'][number], string>> = {
  root: 'Certification Authorities',
  'nt-auth': 'NTAuthCertificates',
  aia: 'AIA',
};

export const scopeWords = ({ domain }: Pick<TrustStoreView, 'domain'>): string => (domain === null ? 'all domains' : domain.name);

/** How soon doors follow a change. */
export const followsWords = ({ doors, withinSeconds }: { doors: number; withinSeconds: number }): string =>
  doors === 0
    ? 'No door is checked because of it.'
    : `${count(doors, 'door')} ${doors === 1 ? 'is' : 'are'} checked again within ${count(withinSeconds, 'second')}.`;

/** What would break without a store or certificate. */
export function riskWords({ doors, doorsAtRisk, hostsAtRisk }: Pick<TrustStoreView, 'doors' | 'doorsAtRisk' | 'hostsAtRisk'>): string {
  if (doors === 0) return 'No door’s path ends in it, so no verdict changes.';
  if (doorsAtRisk === 0)
    return `The paths of ${count(doors, 'door')} end in it; other stores hold the same certificates, so no verdict changes.`;
  const more = hostsAtRisk.length >= 8 ? ' and more' : '';
  return `${count(doorsAtRisk, 'door')} would not be trusted any more: ${hostsAtRisk.join(', ')}${more}.`;
}

/** A SHA-256 in groups of four, eight groups to a line of the eye. */
export const fingerprintGroups = (sha256: string): string[] => sha256.toUpperCase().match(/.{4}/g) ?? [];
