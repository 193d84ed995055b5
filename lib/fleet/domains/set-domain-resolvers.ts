import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { dnsServers } from '../domain-input.ts';
import { domainId } from '../input.ts';
import { announceFleet, loadDomain } from '../internal.ts';

export const SetDomainResolversInput = z
  .strictObject({ domainId, resolvers: dnsServers, externalResolvers: dnsServers })
  .superRefine(({ resolvers: inside, externalResolvers }, context) => {
    const both = externalResolvers.filter((server) => inside.includes(server));
    if (both.length > 0)
      context.addIssue({
        code: 'custom',
        path: ['externalResolvers'],
        message: `${both.join(', ')} is named inside as well. One DNS server is asked either as those inside or as those outside are.`,
      });
  });
export type SetDomainResolversInput = z.input<typeof SetDomainResolversInput>;

type Resolvers = { resolvers: string[]; externalResolvers: string[] };

/**
 * Sets the DNS servers of a domain: those inside, which probes and discovery ask, and those that answer as the outside world sees it,
 * which are asked for comparison. What was answered before is forgotten and asked anew; doors are checked again at once when those inside
 * changed.
 */
export async function setDomainResolvers(context: VerbContext, input: SetDomainResolversInput): Promise<Resolvers> {
  const { domainId: id, ...after } = parseInput(SetDomainResolversInput, input);

  return context.db.$transaction(
    async (tx) => {
      const { name } = await loadDomain(tx, id);
      const before = await tx.domain.findUniqueOrThrow({ where: { id }, select: { resolvers: true, externalResolvers: true } });
      if (JSON.stringify([before.resolvers, before.externalResolvers]) === JSON.stringify([after.resolvers, after.externalResolvers]))
        return after;
      await tx.domain.update({ where: { id }, data: after, select: { id: true } });
      await tx.nameAnswer.deleteMany({ where: { host: { domainId: id } } });
      if (JSON.stringify(before.resolvers) !== JSON.stringify(after.resolvers))
        // Locked in the order of their key, as whoever else takes many of them does: nobody waits in a circle.
        await tx.$executeRaw`
          UPDATE endpoint_states AS state SET next_due_at = ${context.now} FROM (
            SELECT held.endpoint_id, held.location_id FROM endpoint_states AS held
              JOIN endpoints AS endpoint ON endpoint.id = held.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
            WHERE host.domain_id = ${id} AND host.paused_at IS NULL
            ORDER BY held.endpoint_id, held.location_id FOR UPDATE OF held
          ) AS due WHERE state.endpoint_id = due.endpoint_id AND state.location_id = due.location_id`;
      await writeAudit(tx, context, { action: 'domain.set-resolvers', subject: name, before, after });
      await announceFleet(tx);
      return after;
    },
    { timeout: 20_000 },
  );
}
