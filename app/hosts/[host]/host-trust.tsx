import { LensPanel } from '#components/trust/lens-list.tsx';
import { readTrustLenses } from '#lib/checks/read/read-trust-lenses.ts';
import type { HostView } from '#lib/checks/read/views.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';

/** What each lens of the host's domain makes of the door shown. */
export async function HostTrust({ view: { id, domain, evidence } }: { view: HostView }) {
  const lenses = evidence === null ? [] : await readTrustLenses(database(), { hostId: id, evidence, now: now() });
  return <LensPanel lenses={lenses} domain={domain} />;
}
