import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { domainId, notes } from '../input.ts';
import { loadDomain } from '../internal.ts';

export const SetDomainNotesInput = z.strictObject({ domainId, notes });
export type SetDomainNotesInput = z.input<typeof SetDomainNotesInput>;

/** Sets the notes of a domain, in Markdown; empty for none. */
export async function setDomainNotes(context: VerbContext, input: SetDomainNotesInput): Promise<{ notes: string }> {
  const given = parseInput(SetDomainNotesInput, input);

  return context.db.$transaction(async (tx) => {
    const { id, name } = await loadDomain(tx, given.domainId);
    const before = await tx.domain.findUniqueOrThrow({ where: { id }, select: { notes: true } });
    if (before.notes === given.notes) return { notes: given.notes };
    await tx.domain.update({ where: { id }, data: { notes: given.notes }, select: { id: true } });
    await writeAudit(tx, context, { action: 'domain.set-notes', subject: name, before, after: { notes: given.notes } });
    return { notes: given.notes };
  });
}
