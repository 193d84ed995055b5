import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { ConflictError } from '../../errors.ts';
import { announceFleet, lockRegistration } from '../internal.ts';
import { demoDomains, demoLocation, demoManager } from './marks.ts';

/** Nothing is chosen: there is one demonstration fleet. */
export const StartDemoInput = z.object({});

/**
 * Wants the demonstration fleet: the process that simulates it is started within seconds, and registers its hosts when its servers
 * stand. Wanted already, nothing changes. Throws ConflictError where people use a name that it needs.
 */
export async function startDemo(context: VerbContext, input: z.input<typeof StartDemoInput> = {}): Promise<{ started: boolean }> {
  parseInput(StartDemoInput, input);
  return context.db.$transaction(async (tx) => {
    await lockRegistration(tx);
    const wanted = await tx.installation.findFirst({ where: { demoSince: { not: null } }, select: { id: true } });
    if (wanted !== null) return { started: false };
    const taken = await tx.domain.findMany({
      where: { name: { in: [...demoDomains] }, OR: [{ managedBy: null }, { managedBy: { not: demoManager } }] },
      select: { name: true },
    });
    if (taken.length > 0)
      throw new ConflictError(
        `The demo needs the domain ${taken.map(({ name }) => name).join(', ')}, which is in use here. Remove its hosts first, or run the demo apart: npm run demo.`,
      );
    if ((await tx.location.count({ where: { name: demoLocation } })) > 0)
      throw new ConflictError(`The demo needs the name ${demoLocation} for a location of its own. Remove or rename the one that has it.`);
    await tx.$executeRaw`
      INSERT INTO installation (id, demo_since) VALUES (1, ${context.now}::timestamptz)
      ON CONFLICT (id) DO UPDATE SET demo_since = excluded.demo_since, demo_rows = NULL`;
    await writeAudit(tx, context, {
      action: 'demo.start',
      subject: 'demo fleet',
      before: null,
      after: { since: context.now.toISOString() },
    });
    await announceFleet(tx);
    return { started: true };
  });
}
