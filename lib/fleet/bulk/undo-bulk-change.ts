import { z } from 'zod';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import type { Transaction } from '../../db/client.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import { announceFleet, lockRegistration } from '../internal.ts';
import { type BulkFieldName, type BulkValue, bulkFields, isBulkFieldName, sameValue } from './fields.ts';
import { UndoBulkChangeInput } from './input.ts';
import { hostsOfDoors, lockHosts, readRowsById } from './rows.ts';
import type { UndoOutcome } from './views.ts';
import { type Difference, writeField } from './write-field.ts';

const keptValue = z.custom<BulkValue>((value) => value !== undefined);
const keptBefore = z.object({
  field: z.custom<BulkFieldName>(isBulkFieldName),
  rows: z.array(z.tuple([z.string(), z.string(), keptValue])),
});
const keptAfter = z.object({ values: z.record(z.string(), keptValue) });

/** Most names of hosts that are told. */
const namesMax = 50;

/**
 * Puts back what a change to many hosts changed, wherever it is still as that change left it; hosts that were changed again or
 * deleted since are left as they are and named. Throws ConflictError when it was undone already or cannot be undone.
 */
export async function undoBulkChange(context: VerbContext, input: UndoBulkChangeInput): Promise<UndoOutcome> {
  const { changeId } = parseInput(UndoBulkChangeInput, input);
  return context.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM bulk_changes WHERE id = ${changeId}::uuid FOR UPDATE`;
      const change = await tx.bulkChange.findUnique({ where: { id: changeId } });
      if (!change) throw new NotFoundError('The change');
      if (change.undoneAt !== null) throw new ConflictError('This change was undone already.');
      const [before, after] = [keptBefore.safeParse(change.before).data, keptAfter.safeParse(change.after).data];
      if (!before || !after) throw new ConflictError('This change cannot be undone.');

      if (before.field === 'domain') await lockRegistration(tx);
      const ids = before.rows.map(([id]) => id);
      await lockHosts(tx, bulkFields[before.field].of === 'host' ? ids : await hostsOfDoors(tx, ids));
      const rows = new Map((await readRowsById(tx, before.field, ids)).map((row) => [row.id, row]));
      const possible = before.field === 'probedFrom' ? await locationsLeft(tx) : (value: BulkValue) => value;
      const differences: Difference[] = [];
      const left: string[] = [];
      for (const [id, subject, value] of before.rows) {
        const row = rows.get(id);
        if (row && sameValue(row.value, after.values[id]))
          differences.push({ row, next: possible(pausedFrom(context.now, before.field, value)) });
        else left.push(subject);
      }
      await writeField(tx, context, { name: before.field, differences, action: `undo-${change.action}`, changeId });
      await tx.bulkChange.update({
        where: { id: changeId },
        data: { undoneAt: context.now, undoneBy: context.actor },
        select: { id: true },
      });
      await announceFleet(tx);
      const restored = new Set(differences.map(({ row }) => row.hostId)).size;
      return { summary: change.summary, restored, left: left.slice(0, namesMax), leftCount: left.length };
    },
    { timeout: 120_000, maxWait: 10_000 },
  );
}

/** A pause that is put back begins anew, for the checks since then have been made. */
const pausedFrom = (now: Date, field: string, value: BulkValue): BulkValue =>
  field === 'paused' && typeof value === 'object' && value !== null ? { ...value, at: now.toISOString() } : value;

/** Locations that were removed since cannot be put back: doors of theirs alone are probed from all, as when they were removed. */
async function locationsLeft(tx: Transaction): Promise<(value: BulkValue) => BulkValue> {
  const known = await tx.$queryRaw<{ name: string }[]>`SELECT name FROM locations ORDER BY name FOR KEY SHARE`;
  return (value) => (Array.isArray(value) ? value.filter((name) => known.some((location) => location.name === name)) : value);
}
