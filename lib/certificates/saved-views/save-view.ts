import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { InvalidInputError } from '../../errors.ts';
import { viewNameMax, viewPages } from './views.ts';

const queryMax = 2_000;
const viewsMax = 200;

export const SaveViewInput = z.strictObject({
  page: z.enum(viewPages, `Views are kept for ${viewPages.join(', ')}.`),
  name: z
    .string('Give the view a name.')
    .trim()
    .min(1, 'Give the view a name.')
    .max(viewNameMax, `A name can be ${viewNameMax} characters long at most.`)
    .regex(/^\P{Cc}*$/u, 'A name cannot hold control characters.'),
  /** A query string, with or without the question mark. */
  query: z
    .string()
    .max(queryMax, `The filters of a view can be ${queryMax} characters long at most.`)
    .transform((query) => new URLSearchParams(query).toString()),
});
export type SaveViewInput = z.input<typeof SaveViewInput>;

/** Keeps a list's address under a name. Throws InvalidInputError when the page has a view of that name, in whatever case, already. */
export async function saveView(context: VerbContext, input: SaveViewInput): Promise<{ id: string; name: string }> {
  const given = parseInput(SaveViewInput, input);
  return context.db.$transaction(async (tx) => {
    // Two that save at the same time take turns, so that the second one sees the first one's name.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`saved views of ${given.page}`}))`;
    const views = await tx.savedView.findMany({ where: { page: given.page }, select: { name: true } });
    const same = views.find(({ name }) => name.toLowerCase() === given.name.toLowerCase());
    if (same) throw nameFault(given.name, `A view named “${same.name}” exists already. Choose another name, or delete that view first.`);
    if (views.length >= viewsMax)
      throw nameFault(given.name, `A page can have ${viewsMax} views at most. Delete one that nobody needs first.`);
    const { page, name, query } = given;
    const { id } = await tx.savedView.create({
      data: { page, name, query, createdBy: context.actor, createdAt: context.now },
      select: { id: true },
    });
    await writeAudit(tx, context, { action: 'saved-view.save', subject: name, before: null, after: { page, query } });
    return { id, name };
  });
}

const nameFault = (value: string, message: string) => new InvalidInputError([{ field: 'name', value, message }]);
