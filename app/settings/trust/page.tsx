import type { Metadata } from 'next';
import { connection } from 'next/server';
import { TrustSettings } from '#components/trust/trust-settings.tsx';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { readTrustSettings } from '#lib/fleet/trust/read-trust-settings.ts';
import * as actions from './actions.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Trust' };

export default async function TrustPage({ searchParams }: Props) {
  await connection();
  const { domain } = await searchParams;
  const view = await readTrustSettings(database(), { domain: typeof domain === 'string' ? domain.toLowerCase() : null, now: now() });
  return <TrustSettings view={view} actions={actions} />;
}
