import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { windowWords } from '../diagnosis/expiry.ts';
import type { ExpiryWindows } from '../diagnosis/rule.ts';
import { checkWindows, readWindows, windowFields, windowsOf } from './expiry-windows.ts';
import { domainId } from './input.ts';
import { announceFleet, loadDomain, windowsColumn } from './internal.ts';

export const SetDomainExpiryWindowsInput = z.strictObject({ domainId, ...windowFields }).superRefine(checkWindows);
export type SetDomainExpiryWindowsInput = z.input<typeof SetDomainExpiryWindowsInput>;

/**
 * Sets the windows of expiry for a domain's hosts that have none of their own; all empty for the installation's. The doors of these
 * hosts are checked again at once.
 */
export async function setDomainExpiryWindows(
  context: VerbContext,
  input: SetDomainExpiryWindowsInput,
): Promise<{ windows: ExpiryWindows | null }> {
  const given = parseInput(SetDomainExpiryWindowsInput, input);
  const windows = windowsOf(given);

  return context.db.$transaction(
    async (tx) => {
      const domain = await loadDomain(tx, given.domainId);
      const before = readWindows(domain.expiryWindows);
      if (JSON.stringify(before) === JSON.stringify(windows)) return { windows };
      await tx.domain.update({ where: { id: domain.id }, data: { expiryWindows: windowsColumn(windows) }, select: { id: true } });
      // Hosts before the states of their doors, both in the order of their key, as everybody does: nobody waits in a circle.
      await tx.$executeRaw`
      INSERT INTO changes (host_id, at, kind, before, after)
      SELECT id, ${context.now}, 'configuration', ${`Expiry windows of the domain: ${windowWords(before)}`},
        ${`Expiry windows of the domain: ${windowWords(windows)}`}
      FROM hosts WHERE domain_id = ${domain.id} AND expiry_windows IS NULL ORDER BY id`;
      await tx.$executeRaw`
      UPDATE endpoint_states AS state SET next_due_at = ${context.now}
      FROM (
        SELECT held.endpoint_id, held.location_id FROM endpoint_states AS held
          JOIN endpoints AS endpoint ON endpoint.id = held.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
        WHERE host.domain_id = ${domain.id} AND host.expiry_windows IS NULL AND host.paused_at IS NULL
        ORDER BY held.endpoint_id, held.location_id FOR UPDATE OF held
      ) AS due
      WHERE state.endpoint_id = due.endpoint_id AND state.location_id = due.location_id`;
      await writeAudit(tx, context, { action: 'domain.set-expiry-windows', subject: domain.name, before, after: windows });
      await announceFleet(tx);
      return { windows };
    },
    { timeout: 20_000 },
  );
}
