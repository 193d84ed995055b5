import type { Metadata } from 'next';
import { connection } from 'next/server';
import { DemoPage } from '#components/demo/demo-page.tsx';
import { database } from '#lib/db/client.ts';
import { readDemo } from '#lib/fleet/demo/read-demo.ts';
import { remove, start } from './actions.ts';

export const metadata: Metadata = { title: 'Demo fleet' };

export default async function DemoSetupPage() {
  await connection();
  return <DemoPage demo={await readDemo(database())} start={start} remove={remove} />;
}
