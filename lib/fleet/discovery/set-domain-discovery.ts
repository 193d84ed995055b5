import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { domainId } from '../input.ts';
import { announceFleet, loadDomain } from '../internal.ts';
import { endSettledFindings } from './judge-record.ts';
import { type DiscoveryMode, discoveryModes } from './views.ts';

const intervalWords = 'Discoveries can be 15 minutes (900 seconds) to 30 days (2592000 seconds) apart.';

export const SetDomainDiscoveryInput = z.strictObject({
  domainId,
  mode: z.enum(discoveryModes, `The schedule is one of ${discoveryModes.join(', ')}.`),
  intervalSeconds: z.coerce.number<number | string>(intervalWords).int(intervalWords).min(900, intervalWords).max(2_592_000, intervalWords),
});
export type SetDomainDiscoveryInput = z.input<typeof SetDomainDiscoveryInput>;

/** Sets whether and how often the schedule discovers a domain, the first time at once. Switched off, its findings 601 and 602 end. */
export async function setDomainDiscovery(
  context: VerbContext,
  input: SetDomainDiscoveryInput,
): Promise<{ domain: string; mode: DiscoveryMode }> {
  const given = parseInput(SetDomainDiscoveryInput, input);

  return context.db.$transaction(async (tx) => {
    const domain = await loadDomain(tx, given.domainId);
    const was = await tx.domain.findUniqueOrThrow({
      where: { id: domain.id },
      select: { discovery: true, discoveryIntervalSeconds: true, discoveryDueAt: true },
    });
    const before = { mode: was.discovery, intervalSeconds: was.discoveryIntervalSeconds };
    const after = { mode: given.mode, intervalSeconds: given.intervalSeconds };
    if (before.mode === after.mode && before.intervalSeconds === after.intervalSeconds) return { domain: domain.name, mode: given.mode };
    await tx.domain.update({
      where: { id: domain.id },
      data: {
        discovery: given.mode,
        discoveryIntervalSeconds: given.intervalSeconds,
        discoveryDueAt: given.mode === 'off' ? null : context.now,
      },
      select: { id: true },
    });
    await endSettledFindings(tx);
    await writeAudit(tx, context, { action: 'domain.set-discovery', subject: domain.name, before, after });
    await announceFleet(tx);
    return { domain: domain.name, mode: given.mode };
  });
}
