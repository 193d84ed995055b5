import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { IssuerPage } from '#components/trust/issuer-page.tsx';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { readIssuer } from '#lib/fleet/trust/trust-issuer.ts';
import { trustFromChain } from '../actions.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Trust an issuer' };

export default async function TrustIssuerPage({ searchParams }: Props) {
  const { endpoint, sha256 } = await searchParams;
  if (typeof endpoint !== 'string' || typeof sha256 !== 'string') notFound();
  const view = await readIssuer(database(), { endpointId: endpoint, sha256 }, now());
  if (view === null) notFound();
  return <IssuerPage view={view} action={trustFromChain} />;
}
