import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { InvalidInputError } from '../errors.ts';
import { hostId } from './input.ts';
import { announceFleet, dropEmptyDomains, loadHost } from './internal.ts';

export const DeleteHostInput = z.strictObject({
  hostId,
  /** The host's name, typed by whoever means it. */
  confirmation: z.string('Type the name of the host.').trim(),
});
export type DeleteHostInput = z.input<typeof DeleteHostInput>;

/** Deletes a host with its doors, checks and history. The certificates that it served and the audit record stay. */
export async function deleteHost(context: VerbContext, input: DeleteHostInput): Promise<{ name: string }> {
  const given = parseInput(DeleteHostInput, input);

  return context.db.$transaction(
    async (tx) => {
      const host = await loadHost(tx, given.hostId);
      if (given.confirmation !== host.name)
        throw new InvalidInputError([{ field: 'confirmation', value: given.confirmation, message: `Type ${host.name} to delete it.` }]);

      await tx.host.delete({ where: { id: host.id }, select: { id: true } });
      await dropEmptyDomains(tx);
      const before = { site: host.site, endpoints: host.endpoints.map(({ port, transport }) => ({ port, transport })) };
      await writeAudit(tx, context, { action: 'host.delete', subject: host.name, before, after: null });
      await announceFleet(tx);
      return { name: host.name };
    },
    { timeout: 60_000 },
  );
}
