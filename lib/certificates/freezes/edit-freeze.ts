import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { NotFoundError } from '../../errors.ts';
import { dateOf, freezeRecord, freezeView } from './freeze-row.ts';
import { checkFreezeDays, freezeFields, freezeId } from './input.ts';

export const EditFreezeInput = z.strictObject({ freezeId, ...freezeFields }).superRefine(checkFreezeDays);
export type EditFreezeInput = z.input<typeof EditFreezeInput>;

/** Changes a freeze's name, days or zone. */
export async function editFreeze(context: VerbContext, input: EditFreezeInput): Promise<{ id: string; name: string }> {
  const { freezeId: id, ...given } = parseInput(EditFreezeInput, input);

  return context.db.$transaction(async (tx) => {
    const row = await tx.changeFreeze.findUnique({ where: { id } });
    if (!row) throw new NotFoundError('The change freeze');
    const before = freezeRecord(freezeView(row));
    const after = freezeRecord(given);
    if (JSON.stringify(before) === JSON.stringify(after)) return { id, name: given.name };
    await tx.changeFreeze.update({
      where: { id },
      data: { ...given, fromDay: dateOf(given.fromDay), toDay: dateOf(given.toDay) },
      select: { id: true },
    });
    await writeAudit(tx, context, { action: 'freeze.edit', subject: given.name, before, after });
    return { id, name: given.name };
  });
}
