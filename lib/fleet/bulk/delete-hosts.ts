import { randomUUID } from 'node:crypto';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { count } from '../../diagnosis/reading/wording.ts';
import { InvalidInputError, NotFoundError } from '../../errors.ts';
import { announceFleet, dropEmptyDomains } from '../internal.ts';
import { DeleteHostsInput } from './input.ts';
import { lockHosts } from './rows.ts';
import type { BulkOutcome } from './views.ts';

/**
 * Deletes many hosts with their doors, checks and history, in one transaction; it cannot be undone. Throws InvalidInputError unless
 * their number was typed, and NotFoundError when none of them exists any more.
 */
export async function deleteHosts(context: VerbContext, input: DeleteHostsInput): Promise<BulkOutcome> {
  const { hostIds, confirmation } = parseInput(DeleteHostsInput, input);
  return context.db.$transaction(
    async (tx) => {
      await lockHosts(tx, hostIds);
      const [found] = await tx.$queryRaw<{ chosen: number; managed: number }[]>`
        SELECT count(*)::int AS chosen, count(managed_by)::int AS managed FROM hosts WHERE id = ANY(${hostIds}::uuid[])`;
      const { chosen, managed } = found ?? { chosen: 0, managed: 0 };
      if (chosen === 0) throw new NotFoundError(hostIds.length === 1 ? 'The host' : 'Any of the hosts');
      if (confirmation.replaceAll(/[,.\s]/g, '') !== String(chosen))
        throw new InvalidInputError([
          {
            field: 'confirmation',
            value: confirmation,
            message: `Type ${chosen} to delete ${chosen === 1 ? 'this host' : 'these hosts'}.`,
          },
        ]);
      const summary = `${count(chosen, 'host')} deleted`;
      const changeId = randomUUID();
      await tx.$executeRaw`
        INSERT INTO audit_entries (at, actor, action, subject, before, after)
        SELECT ${context.now}, ${context.actor}, 'host.delete', host.name, jsonb_build_object('site', host.site, 'bulkChangeId', ${changeId}::text,
          'endpoints', COALESCE((SELECT jsonb_agg(jsonb_build_object('port', door.port, 'transport', door.transport) ORDER BY door.port)
            FROM endpoints AS door WHERE door.host_id = host.id), '[]')), NULL
        FROM hosts AS host WHERE host.id = ANY(${hostIds}::uuid[]) ORDER BY host.name`;
      await tx.$executeRaw`DELETE FROM hosts WHERE id = ANY(${hostIds}::uuid[])`;
      await dropEmptyDomains(tx);
      await tx.bulkChange.create({
        data: { id: changeId, at: context.now, actor: context.actor, action: 'delete', summary, hostCount: chosen },
        select: { id: true },
      });
      await announceFleet(tx);
      return { changeId, summary, chosen, changed: chosen, managed };
    },
    { timeout: 300_000, maxWait: 10_000 },
  );
}
