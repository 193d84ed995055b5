import { notFound, redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { parseSha256 } from '#lib/certificates/details/parse-sha256.ts';
import { isKnownCertificate } from '#lib/certificates/details/read-certificate-page.ts';
import { database } from '#lib/db/client.ts';
import { paths } from '#lib/paths.ts';

/** Answers 404, or leads to the usual spelling, before the outline of a page is sent: from then on the status cannot change any more. */
export default async function CertificateLayout({ params, children }: { params: Promise<{ sha256: string }>; children: ReactNode }) {
  const typed = (await params).sha256;
  const sha256 = parseSha256(decodeURIComponent(typed));
  if (sha256 === null || !(await isKnownCertificate(database(), sha256))) notFound();
  if (sha256 !== typed) redirect(paths.certificate(sha256));
  return children;
}
