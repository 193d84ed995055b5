import { writeAudit } from '../../access/audit.ts';
import type { Transaction } from '../../db/client.ts';
import type { DiscoveryRecord } from '../../probe/discovery/record.ts';
import { announceFleet } from '../internal.ts';
import { proposedPorts } from './doors.ts';
import { judgeRecord } from './judge-record.ts';
import { compareWithFleet } from './read-runs.ts';
import { registerServers } from './register-discovered.ts';

/**
 * Draws the consequences of a discovery for its domain: none unless the domain is discovered by the schedule. Where it says so, what is
 * new is registered by `system`, apart from servers that DNS and the directory disagree about; then 601 and 602 are kept.
 */
export async function concludeDiscovery(
  tx: Transaction,
  { domain: name, record, now }: { domain: string; record: DiscoveryRecord; now: Date },
): Promise<void> {
  await announceFleet(tx);
  const domain = await tx.domain.findUnique({ where: { name }, select: { discovery: true } });
  if (domain === null || domain.discovery === 'off') return;
  const comparison = await compareWithFleet(tx, record);
  if (domain.discovery === 'add') {
    const added = comparison.servers.filter(
      (server) => server.domain === name && server.standing === 'new' && server.addresses.length > 0 && server.conflicts.length === 0,
    );
    const registered = await registerServers(tx, { now, actor: 'system' }, added, proposedPorts);
    if (registered.doorCount > 0)
      await writeAudit(
        tx,
        { now, actor: 'system' },
        {
          action: 'discovery.register',
          subject: name,
          before: null,
          after: { ...registered, servers: added.slice(0, 200).map((server) => server.name) },
        },
      );
    const known = await compareWithFleet(tx, record);
    await judgeRecord(tx, { domain: name, record, comparison: known, now });
    return;
  }
  await judgeRecord(tx, { domain: name, record, comparison, now });
}
