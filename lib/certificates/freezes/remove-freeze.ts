import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { NotFoundError } from '../../errors.ts';
import { freezeRecord, freezeView } from './freeze-row.ts';
import { freezeId } from './input.ts';

export const RemoveFreezeInput = z.strictObject({ freezeId });
export type RemoveFreezeInput = z.input<typeof RemoveFreezeInput>;

/** Forgets a change freeze. */
export async function removeFreeze(context: VerbContext, input: RemoveFreezeInput): Promise<{ name: string }> {
  const { freezeId: id } = parseInput(RemoveFreezeInput, input);

  return context.db.$transaction(async (tx) => {
    const row = await tx.changeFreeze.findUnique({ where: { id } });
    if (!row) throw new NotFoundError('The change freeze');
    await tx.changeFreeze.delete({ where: { id }, select: { id: true } });
    await writeAudit(tx, context, { action: 'freeze.remove', subject: row.name, before: freezeRecord(freezeView(row)), after: null });
    return { name: row.name };
  });
}
