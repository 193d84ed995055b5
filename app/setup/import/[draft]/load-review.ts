import { notFound } from 'next/navigation';
import { database } from '#lib/db/client.ts';
import { NotFoundError } from '#lib/errors.ts';
import { readImportReview } from '#lib/fleet/import/read-review.ts';
import { type ImportReview, isRowState, type RowState } from '#lib/fleet/import/views.ts';

type Parameters = Readonly<Record<string, string | string[] | undefined>>;

/** The list with the lines that the address asks for; the page of what is not found when there is no such list. */
export async function loadReview(id: string, parameters: Parameters): Promise<{ show: RowState | null; review: ImportReview }> {
  const asked = typeof parameters.show === 'string' ? parameters.show : undefined;
  const show = isRowState(asked) ? asked : null;
  const page = typeof parameters.page === 'string' && /^\d{1,6}$/.test(parameters.page) ? Number(parameters.page) : 1;
  try {
    return { show, review: await readImportReview(database(), id, { show, page }) };
  } catch (error) {
    if (error instanceof NotFoundError) notFound();
    throw error;
  }
}
