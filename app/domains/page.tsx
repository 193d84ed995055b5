import type { Metadata } from 'next';
import { connection } from 'next/server';
import { DomainList } from '#components/domains/domain-list.tsx';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { readDomains } from '#lib/fleet/domains/read-domains.ts';
import { addDomain } from './actions.ts';

export const metadata: Metadata = { title: 'Domains' };

export default async function DomainsPage() {
  await connection();
  return <DomainList view={await readDomains(database(), { now: now() })} addDomain={addDomain} />;
}
