import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { ConflictError } from '../errors.ts';
import { hostId } from './input.ts';
import { announceFleet, loadHost } from './internal.ts';
import { resumeDoors } from './pausing.ts';

export const ResumeHostInput = z.strictObject({ hostId });
export type ResumeHostInput = z.input<typeof ResumeHostInput>;

/** Checks a paused host again, all its doors at once. Throws ConflictError when it is not paused. */
export async function resumeHost(context: VerbContext, input: ResumeHostInput): Promise<{ name: string }> {
  const given = parseInput(ResumeHostInput, input);

  return context.db.$transaction(async (tx) => {
    const host = await loadHost(tx, given.hostId);
    if (host.pausedAt === null) throw new ConflictError(`${host.name} is not paused.`);

    await tx.host.update({
      where: { id: host.id },
      data: { pausedAt: null, pauseReason: null, updatedAt: context.now },
      select: { id: true },
    });
    await resumeDoors(tx, [host.id], context.now);
    await writeAudit(tx, context, {
      action: 'host.resume',
      subject: host.name,
      before: { pausedAt: host.pausedAt.toISOString(), reason: host.pauseReason },
      after: null,
    });
    await announceFleet(tx);
    return { name: host.name };
  });
}
