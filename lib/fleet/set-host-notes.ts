import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { hostId, notes } from './input.ts';
import { loadHost } from './internal.ts';

export const SetHostNotesInput = z.strictObject({ hostId, notes });
export type SetHostNotesInput = z.input<typeof SetHostNotesInput>;

/** Sets the notes of a host, in Markdown; empty for none. */
export async function setHostNotes(context: VerbContext, input: SetHostNotesInput): Promise<{ notes: string }> {
  const given = parseInput(SetHostNotesInput, input);

  return context.db.$transaction(async (tx) => {
    const { id, name } = await loadHost(tx, given.hostId);
    const before = await tx.host.findUniqueOrThrow({ where: { id }, select: { notes: true } });
    if (before.notes === given.notes) return { notes: given.notes };
    await tx.host.update({ where: { id }, data: { notes: given.notes, updatedAt: context.now }, select: { id: true } });
    await writeAudit(tx, context, { action: 'host.set-notes', subject: name, before, after: { notes: given.notes } });
    return { notes: given.notes };
  });
}
