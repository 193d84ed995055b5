import type { Metadata } from 'next';
import { ExpirySettings } from '#components/settings/expiry-settings.tsx';
import { readExpirySettings } from '#lib/certificates/settings/read-expiry-settings.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import * as actions from './actions.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Expiry settings' };

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

export default async function ExpirySettingsPage({ searchParams }: Props) {
  const { domain, freeze } = await searchParams;
  const view = await readExpirySettings(database(), { now: now() });
  return (
    <ExpirySettings
      view={view}
      domain={typeof domain === 'string' ? domain : null}
      freeze={typeof freeze === 'string' ? freeze : null}
      zones={zones}
      actions={actions}
    />
  );
}
