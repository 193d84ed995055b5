import { createHash } from 'node:crypto';
import type { Database } from '../../../db/client.ts';

/** The time at which the tests read. */
export const now = new Date('2026-03-01T12:00:00Z');
const dayMs = 86_400_000;
export const inDays = (days: number): Date => new Date(now.getTime() + days * dayMs);

/** Lower-case hex SHA-256 of a test certificate: of its label, for no test reads the bytes. */
export const sha256Of = (label: string): string => createHash('sha256').update(label).digest('hex');
export const sha1Of = (label: string): string => createHash('sha1').update(label).digest('hex');

/** What a test says of a certificate; the rest is usual. `days`: from now to its end; null for bytes that cannot be read. */
export type SeenCertificate = {
  label: string;
  days: number | null;
  lifetimeDays?: number;
  issuer?: string;
  serial?: string;
  template?: string | null;
  isCa?: boolean;
  selfSigned?: boolean;
  startsInDays?: number;
};

export async function keepCertificates(db: Database, certificates: readonly SeenCertificate[]): Promise<void> {
  await db.certificate.createMany({
    data: certificates.map((one) => {
      const { label, days, lifetimeDays = 365, issuer = 'Corp Issuing CA', serial = sha1Of(label).slice(0, 32) } = one;
      const sha256 = sha256Of(label);
      const subject = `CN=${label},O=Corp`;
      return {
        sha256,
        der: Buffer.from(label),
        subject,
        issuer: `CN=${issuer},O=Corp`,
        serialNumber: serial,
        notBefore: days === null ? null : one.startsInDays === undefined ? inDays(days - lifetimeDays) : inDays(one.startsInDays),
        notAfter: days === null ? null : inDays(days),
        dnsNames: [label],
        keyAlgorithm: 'RSA',
        keyBits: 2_048,
        selfSigned: one.selfSigned ?? false,
        firstSeenAt: inDays(-10),
        readVersion: 1,
        sha1: sha1Of(label),
        name: label,
        issuerName: issuer,
        signature: 'RSA SHA-256',
        template: one.template ?? null,
        isCa: one.isCa ?? false,
        searchText: [sha256, sha1Of(label), serial, subject, `CN=${issuer},O=Corp`, label].join('\n').toLowerCase(),
      };
    }),
  });
}

/** A host with its doors. Returns the ids of the doors by port. */
export async function keepHost(
  db: Database,
  host: { name: string; ports?: number[]; domain?: string; owner?: string; site?: string; windows?: object },
): Promise<Map<number, string>> {
  const domain = host.domain;
  const { endpoints } = await db.host.create({
    data: {
      name: host.name,
      owner: host.owner ?? '',
      site: host.site ?? '',
      ...(host.windows === undefined ? {} : { expiryWindows: host.windows }),
      ...(domain === undefined ? {} : { domain: { connectOrCreate: { where: { name: domain }, create: { name: domain } } } }),
      createdAt: now,
      updatedAt: now,
      endpoints: { create: (host.ports ?? [636]).map((port) => ({ port, transport: 'ldaps', intervalSeconds: 300, createdAt: now })) },
    },
    select: { endpoints: { select: { id: true, port: true } } },
  });
  return new Map(endpoints.map(({ id, port }) => [port, id]));
}

/** A door sends a certificate, since ten days or from then to then. */
export async function serve(
  db: Database,
  served: { endpointId: string | undefined; locationId: number; label: string; isLeaf?: boolean; until?: Date },
): Promise<void> {
  const { endpointId, locationId, label, isLeaf = true, until } = served;
  if (endpointId === undefined) throw new Error('The door does not exist.');
  await db.servedCertificate.create({
    data: { endpointId, locationId, sha256: sha256Of(label), isLeaf, fromAt: inDays(-10), toAt: until ?? null },
  });
}
