import { cache } from 'react';
import { readCertificatePage } from '#lib/certificates/details/read-certificate-page.ts';
import type { CertificatePage } from '#lib/certificates/details/views.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';

/** One certificate as it is now, read once per request; null when there is none. */
export const loadCertificate = cache(
  async (sha256: string, hostPage: number): Promise<{ page: CertificatePage; readAt: string } | null> => {
    const at = now();
    const page = await readCertificatePage(database(), { sha256, now: at, hostPage });
    return page && { page, readAt: at.toISOString() };
  },
);

/** A page number of an address, from 1; whatever is none means the first. */
export function pageNumber(parameter: string | string[] | undefined): number {
  const number = typeof parameter === 'string' && /^\d{1,6}$/.test(parameter) ? Number(parameter) : 1;
  return Math.max(1, number);
}
