import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { ConflictError } from '../../errors.ts';
import { dateOf, freezeRecord } from './freeze-row.ts';
import { checkFreezeDays, freezeFields } from './input.ts';

export const AddFreezeInput = z.strictObject(freezeFields).superRefine(checkFreezeDays);
export type AddFreezeInput = z.input<typeof AddFreezeInput>;

const freezesMax = 500;

/** Adds a period in which nobody may change servers. Periods may overlap. */
export async function addFreeze(context: VerbContext, input: AddFreezeInput): Promise<{ id: string; name: string }> {
  const given = parseInput(AddFreezeInput, input);

  return context.db.$transaction(async (tx) => {
    if ((await tx.changeFreeze.count()) >= freezesMax)
      throw new ConflictError(`There are ${freezesMax} change freezes already. Remove those that are over.`);
    const created = await tx.changeFreeze.create({
      data: { ...given, fromDay: dateOf(given.fromDay), toDay: dateOf(given.toDay), createdAt: context.now },
      select: { id: true },
    });
    await writeAudit(tx, context, { action: 'freeze.add', subject: given.name, before: null, after: freezeRecord(given) });
    return { id: created.id, name: given.name };
  });
}
