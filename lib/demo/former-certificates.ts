import { X509Certificate } from 'node:crypto';
import type { DemoCertificates } from './certificates.ts';
import { type DemoAuthorities, issuerFor } from './demo-host.ts';

/** A certificate that a host had until the one it has now took its place. */
export type FormerCertificate = { host: string; der: Uint8Array; sha256: string; until: Date };

type Placed = { host: { shows: readonly string[] }; name: string };
type Materials = { certificates: DemoCertificates; authorities: DemoAuthorities; now: Date };

const dayMs = 86_400_000;
/** How far the history of the demo goes back. */
export const historyDays = 90;
/** A renewal is noticed so long after the new certificate begins; the one that is told as news was noticed this morning. */
const noticedAfterMs = 5 * 3_600_000;
const changedAgoMs = 3 * 3_600_000;

/** For every host whose certificate began within the history: what it had before. */
export async function formerCertificates(placed: readonly Placed[], materials: Materials): Promise<FormerCertificate[]> {
  const { certificates, authorities, now } = materials;
  const former: FormerCertificate[] = [];
  for (const { host, name } of placed) {
    const current = certificates.current(name);
    if (current === null) continue;
    const begin = new Date(new X509Certificate(current.der).validFrom);
    const ageDays = (now.getTime() - begin.getTime()) / dayMs;
    const isNews = host.shows.includes('certificate-changed');
    if (!isNews && (host.shows.length > 0 || ageDays < 2 || ageDays > historyDays - 10)) continue;
    const issuer = issuerFor({ host: name, authorities });
    // Renewed with twenty days left, as careful people do.
    const wanted = { dnsNames: [name], subject: `CN=${name}`, leftDays: 20 - ageDays };
    const { der, sha256 } = await certificates.leaf(`${name} before`, wanted, issuer);
    former.push({ host: name, der, sha256, until: new Date(isNews ? now.getTime() - changedAgoMs : begin.getTime() + noticedAfterMs) });
  }
  return former;
}
