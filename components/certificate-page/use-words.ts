import type { BlastRadius, CertificateKind, CertificatePage } from '#lib/certificates/details/views.ts';
import { count } from '#lib/diagnosis/reading/wording.ts';

/** What it is, in a word or two. */
export const kindWords: Readonly<Record<CertificateKind, string>> = {
  leaf: 'server certificate',
  intermediate: 'intermediate authority',
  root: 'root authority',
};

/** Who uses it now, in one sentence. */
export function useSentence({ kind, use, chain, servedTotal }: Pick<CertificatePage, 'kind' | 'use' | 'chain' | 'servedTotal'>): string {
  const doors = `${count(use.endpoints, 'door')} of ${count(use.hosts, 'host')}`;
  const stores = chain[0]?.stores.length ?? 0;
  const trusted = stores === 0 ? '' : ` ${stores === 1 ? 'A trust store holds' : `${stores} trust stores hold`} it.`;
  if (use.endpoints > 0) return kind === 'leaf' ? `Served now by ${doors}.${trusted}` : `In the chains of ${doors} now.${trusted}`;
  if (servedTotal > 0) return `No longer served by anyone.${trusted}`;
  return `No server sends it, and no chain leads to it.${trusted}`;
}

/** How much hangs on an issuer, in one sentence; certificates and hosts are both counted. */
export function radiusSentence({ certificates, hosts, outliving }: Pick<BlastRadius, 'certificates' | 'hosts' | 'outliving'>): string {
  if (hosts === 0) return 'Nothing that is served now hangs on it.';
  const hang = `${count(certificates, 'certificate')} of ${count(hosts, 'host')} ${certificates === 1 ? 'hangs' : 'hang'} on it`;
  if (outliving === 0) return `${hang}; none of them is valid longer than it is.`;
  if (certificates === 1) return `${hang}; that certificate is valid longer than the issuer is.`;
  return `${hang}; ${outliving} of them ${outliving === 1 ? 'is' : 'are'} valid longer than the issuer is.`;
}
