import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { isWatched } from '#lib/checks/read/read-host.ts';
import { database } from '#lib/db/client.ts';
import { parseHostKey } from '#lib/paths.ts';

/** Answers 404 before the outline of a page is sent: from then on the status cannot change any more. */
export default async function HostLayout({ params, children }: { params: Promise<{ host: string }>; children: ReactNode }) {
  const { name, port } = parseHostKey((await params).host);
  if (!(await isWatched(database(), { name: name.toLowerCase(), port }))) notFound();
  return children;
}
