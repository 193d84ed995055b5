import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { TrustStorePage } from '#components/trust/trust-store-page.tsx';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { readInstallation } from '#lib/fleet/trust/read-store-file.ts';
import { readTrustSettings } from '#lib/fleet/trust/read-trust-settings.ts';
import * as actions from '../actions.ts';

type Props = { params: Promise<{ store: string }> };

const loadStore = cache(async (id: string) => {
  const { stores, domains } = await readTrustSettings(database(), { domain: null, now: now() });
  const store = stores.find((each) => each.id === id);
  return store === undefined ? null : { store, domains };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadStore((await params).store))?.store.name ?? 'No such trust store' };
}

export default async function StorePage({ params }: Props) {
  const loaded = await loadStore((await params).store);
  if (loaded === null) notFound();
  const installation = await readInstallation(database(), loaded.store.id);
  return <TrustStorePage store={loaded.store} domains={loaded.domains} installation={installation} actions={actions} />;
}
