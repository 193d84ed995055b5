import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { database } from '#lib/db/client.ts';
import { NotFoundError } from '#lib/errors.ts';
import type { TableFile } from '#lib/export/table.ts';
import { givenLinesFile, reviewFile } from '#lib/fleet/import/export-review.ts';
import { isRowState } from '#lib/fleet/import/views.ts';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ draft: string }> };

/** The lines of a list that waits, filtered as on its page: with what would come of each, and as they were given. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { draft } = await params;
  const asked = request.nextUrl.searchParams.get('show') ?? undefined;
  const show = isRowState(asked) ? asked : null;
  return exportResponse(request, {
    lines: () => unlessGone(reviewFile(database(), draft, show)),
    given: () => unlessGone(givenLinesFile(database(), draft, show)),
  });
}

const unlessGone = (file: Promise<TableFile>): Promise<TableFile | null> =>
  file.catch((error: unknown) => {
    if (error instanceof NotFoundError) return null;
    throw error;
  });
