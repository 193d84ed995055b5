'use server';

import { redirect } from 'next/navigation';
import type { ActionState } from '#components/ui/action-state.ts';
import { DiscardImportDraftInput, discardImportDraft } from '#lib/fleet/import/drafts.ts';
import type { ImportedCounts } from '#lib/fleet/import/views.ts';
import { paths } from '#lib/paths.ts';
import { defineAction } from '../../_server/define-action.ts';
import { listActions } from './list-actions.ts';

type Draft = ActionState<{ id: string }>;
type Imported = ActionState<{ counts: ImportedCounts }>;

const concerned = [paths.importHosts(), paths.board(), paths.hosts(), paths.domains()];
const { check, correct: replace, map, carryOut } = listActions({ changed: concerned });
const forget = defineAction({
  schema: DiscardImportDraftInput,
  role: 'admin',
  verb: discardImportDraft,
  revalidate: [paths.importHosts()],
});

/** Keeps the list and goes to the page that shows what it would do. */
export async function create(state: Draft, form: FormData): Promise<Draft> {
  const next = await check(state, form);
  if (next.status === 'ok') redirect(paths.importDraft(next.data.id));
  return next;
}

/** Back to the first page of the lines, as they are others now. */
export async function correct(state: Draft, form: FormData): Promise<Draft> {
  const next = await replace(state, form);
  if (next.status === 'ok') redirect(paths.importDraft(next.data.id));
  return next;
}

export async function setMapping(state: Draft, form: FormData): Promise<Draft> {
  const next = await map(state, form);
  if (next.status === 'ok') redirect(paths.importDraft(next.data.id));
  return next;
}

export async function discard(state: Draft, form: FormData): Promise<Draft> {
  const next = await forget(state, form);
  if (next.status === 'ok') redirect(paths.importHosts());
  return next;
}

/** Imports the list and goes to what came of it. */
export async function confirm(state: Imported, form: FormData): Promise<Imported> {
  const next = await carryOut(state, form);
  if (next.status === 'ok') redirect(paths.importHosts({ done: 'yes' }));
  return next;
}
