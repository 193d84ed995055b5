import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { NotFoundError } from '../../errors.ts';

export const DeleteViewInput = z.strictObject({ viewId: z.uuid('The view is named by its id.') });
export type DeleteViewInput = z.input<typeof DeleteViewInput>;

/** Forgets a saved view. Throws NotFoundError when there is none (any more). */
export async function deleteView(context: VerbContext, input: DeleteViewInput): Promise<{ name: string }> {
  const { viewId } = parseInput(DeleteViewInput, input);
  return context.db.$transaction(async (tx) => {
    const [gone] = await tx.savedView.findMany({ where: { id: viewId }, select: { page: true, name: true, query: true } });
    const { count } = await tx.savedView.deleteMany({ where: { id: viewId } });
    if (!gone || count === 0) throw new NotFoundError('The view');
    await writeAudit(tx, context, {
      action: 'saved-view.delete',
      subject: gone.name,
      before: { page: gone.page, query: gone.query },
      after: null,
    });
    return { name: gone.name };
  });
}
