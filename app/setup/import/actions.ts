'use server';

import { redirect } from 'next/navigation';
import type { ActionState } from '#components/ui/action-state.ts';
import type { PlanCounts } from '#lib/fleet/desired/plan.ts';
import { listBytesMax } from '#lib/fleet/import/decode.ts';
import {
  CreateImportDraftInput,
  createImportDraft,
  DiscardImportDraftInput,
  discardImportDraft,
  ReplaceImportTextInput,
  replaceImportText,
  SetImportMappingInput,
  setImportMapping,
} from '#lib/fleet/import/drafts.ts';
import { ImportDraftInput, importDraft } from '#lib/fleet/import/import-draft.ts';
import { paths } from '#lib/paths.ts';
import { defineAction } from '../../_server/define-action.ts';

type Draft = ActionState<{ id: string }>;
type Imported = ActionState<{ counts: PlanCounts }>;
const concerned = [paths.importHosts()];

const keep = defineAction({
  schema: CreateImportDraftInput,
  role: 'admin',
  verb: createImportDraft,
  files: ['list'],
  fileBytesMax: listBytesMax,
  revalidate: concerned,
});
const replace = defineAction({ schema: ReplaceImportTextInput, role: 'admin', verb: replaceImportText, revalidate: concerned });
const map = defineAction({ schema: SetImportMappingInput, role: 'admin', verb: setImportMapping, revalidate: concerned });
const forget = defineAction({ schema: DiscardImportDraftInput, role: 'admin', verb: discardImportDraft, revalidate: concerned });
const carryOut = defineAction({
  schema: ImportDraftInput,
  role: 'admin',
  verb: importDraft,
  revalidate: [paths.importHosts(), paths.board(), paths.hosts(), paths.domains()],
});

/** Keeps the list and goes to the page that shows what it would do. */
export async function create(state: Draft, form: FormData): Promise<Draft> {
  const next = await keep(state, form);
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
