import type { Metadata } from 'next';
import { connection } from 'next/server';
import { SettingsIndex } from '#components/settings/settings-index.tsx';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  await connection();
  return <SettingsIndex />;
}
