import type { CertificateFacts } from '#lib/probe/evidence.ts';
import type { ServedComparison } from './views.ts';

/** A leaf certificate that a door of a host serves now, as the inventory has it. */
export type ServedNow = {
  port: number;
  sha256: string;
  name: string;
  /** ISO 8601. */
  notAfter: string | null;
  publicKeySha256: string | null;
  dnsNames: readonly string[];
};

const covers = (names: readonly string[], name: string): boolean => {
  const parent = name.slice(name.indexOf('.') + 1);
  return names.includes(name) || (!name.startsWith('*.') && name.includes('.') && names.includes(`*.${parent}`));
};

/** The new certificate beside each served one. Of a request the end is not known. */
export function compareWithServed(
  leaf: CertificateFacts | undefined,
  served: readonly ServedNow[],
  isRequest: boolean,
): readonly ServedComparison[] {
  if (leaf === undefined) return [];
  const names = leaf.dnsNames.map((name) => name.toLowerCase());
  return served.map(({ port, sha256, name, notAfter, publicKeySha256, dnsNames }) => ({
    port,
    sha256,
    name,
    notAfter,
    sameCertificate: !isRequest && sha256 === leaf.sha256,
    sameKey: publicKeySha256 === null || leaf.publicKeySha256 === null ? null : publicKeySha256 === leaf.publicKeySha256,
    endsLater: notAfter === null || leaf.notAfter === null ? null : leaf.notAfter > notAfter,
    lostNames: dnsNames.filter((old) => !covers(names, old.toLowerCase())),
  }));
}
