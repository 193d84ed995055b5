import type { NextRequest } from 'next/server';
import { isOwnPage } from '#app/_server/own-page.ts';
import { progressResponse } from '#app/_server/progress-response.ts';
import { currentSession } from '#app/_server/session.ts';
import type { ListRunLine } from '#components/import/list-run.ts';
import { paths } from '#lib/paths.ts';
import { listActions } from '../list-actions.ts';

export const dynamic = 'force-dynamic';

/** The most that a form may bring, as next.config.js has it for actions. */
const bodyBytesMax = 5 * 1_048_576;

/**
 * Checks or imports a list as the actions do, and tells on the way how far it is: one JSON value per line, the last of which is how
 * it ended and where to go then. Whoever goes away does not stop it.
 */
export async function POST(request: NextRequest): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  if (!isOwnPage(request.headers)) return plain('This is answered to our own pages alone.', 403);
  if (!(Number(request.headers.get('content-length') ?? Number.NaN) <= bodyBytesMax)) return plain('The list is too large. Split it.', 413);
  const what = request.nextUrl.searchParams.get('do');
  const form = await request.formData().catch(() => null);
  if (form === null) return plain('This is no form.', 400);
  return progressResponse<ListRunLine>(async (tell) => {
    const { check, correct, map, carryOut } = listActions({ report: (progress) => tell({ progress }) });
    if (what === 'import') {
      const state = await carryOut({ status: 'idle' }, form);
      return { state, to: state.status === 'ok' ? paths.importHosts({ done: 'yes' }) : null };
    }
    const action = what === 'correct' ? correct : what === 'map' ? map : check;
    const state = await action({ status: 'idle' }, form);
    return { state, to: state.status === 'ok' ? paths.importDraft(state.data.id) : null };
  });
}

const plain = (sentence: string, status: number): Response =>
  new Response(`${sentence}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
