import { type ReportProgress, unreported } from '#lib/fleet/desired/progress.ts';
import { listBytesMax } from '#lib/fleet/import/decode.ts';
import {
  CreateImportDraftInput,
  createImportDraft,
  ReplaceImportTextInput,
  replaceImportText,
  SetImportMappingInput,
  setImportMapping,
} from '#lib/fleet/import/drafts.ts';
import { ImportDraftInput, importDraft } from '#lib/fleet/import/import-draft.ts';
import { readDraftAhead } from '#lib/fleet/import/read-ahead.ts';
import { defineAction } from '../../_server/define-action.ts';

type Options = {
  report?: ReportProgress;
  /** Pages whose data the import itself changes; a streamed answer cannot name them, and has the browser ask anew. */
  changed?: readonly string[];
};

/** What can be done with a list, each telling how far it is. */
export const listActions = ({ report = unreported, changed = [] }: Options = {}) => ({
  check: defineAction({
    schema: CreateImportDraftInput,
    role: 'admin',
    verb: async (context, input) => readDraftAhead(context.db, await createImportDraft(context, input), report),
    files: ['list'],
    fileBytesMax: listBytesMax,
  }),
  correct: defineAction({
    schema: ReplaceImportTextInput,
    role: 'admin',
    verb: async (context, input) => readDraftAhead(context.db, await replaceImportText(context, input), report),
  }),
  map: defineAction({
    schema: SetImportMappingInput,
    role: 'admin',
    verb: async (context, input) => readDraftAhead(context.db, await setImportMapping(context, input), report),
  }),
  carryOut: defineAction({
    schema: ImportDraftInput,
    role: 'admin',
    verb: (context, input) => importDraft(context, input, report),
    revalidate: changed,
  }),
});
