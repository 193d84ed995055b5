import type { Metadata } from 'next';
import { connection } from 'next/server';
import { LocationSettings } from '#components/locations/location-settings.tsx';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { readLocations } from '#lib/fleet/locations/read-locations.ts';
import { removeLocation } from './actions.ts';

export const metadata: Metadata = { title: 'Locations' };

export default async function LocationSettingsPage() {
  await connection();
  const at = now();
  return <LocationSettings locations={await readLocations(database(), { now: at })} now={at.toISOString()} remove={removeLocation} />;
}
