import path from 'node:path';
import type { Metadata } from 'next';
import { connection } from 'next/server';
import { FleetFilePage } from '#components/fleet-file/fleet-file-page.tsx';
import { settings } from '#lib/config/env.ts';
import { database } from '#lib/db/client.ts';
import { readManaged } from '#lib/fleet/fleet-file/read-managed.ts';

export const metadata: Metadata = { title: 'Fleet file' };

export default async function FleetFile() {
  await connection();
  const { fleetFile } = settings();
  return <FleetFilePage managed={await readManaged(database())} fileName={fleetFile === null ? null : path.basename(fleetFile)} />;
}
