import { writeAudit } from '../access/audit.ts';
import type { VerbContext } from '../access/verb-context.ts';
import type { Transaction } from '../db/client.ts';
import { announceFleet, doorName, type loadEndpoint, touchHost } from './internal.ts';

type Setting = Parameters<typeof writeAudit>[2]['before'];

/** A setting of a door that was changed: `before` and `after` in words for its history, `was` and `is` for the audit record. */
type DoorSetting = { action: string; before: string; after: string; was: Setting; is: Setting };

/** Keeps in history and audit record that a setting of a door was changed, and tells who watches the fleet. */
export async function keepDoorSetting(
  tx: Transaction,
  context: VerbContext,
  endpoint: Awaited<ReturnType<typeof loadEndpoint>>,
  { action, before, after, was, is }: DoorSetting,
): Promise<void> {
  const { id: endpointId, hostId, host, port } = endpoint;
  await tx.change.create({
    data: { hostId, endpointId, at: context.now, kind: 'configuration', before, after },
    select: { id: true },
  });
  await touchHost(tx, hostId, context.now);
  await writeAudit(tx, context, { action, subject: doorName(host.name, port), before: was, after: is });
  await announceFleet(tx);
}
