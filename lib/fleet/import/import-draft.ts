import { z } from 'zod';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { settings } from '../../config/env.ts';
import { InvalidInputError } from '../../errors.ts';
import { applyFleetWithin } from '../desired/apply.ts';
import type { PlanCounts } from '../desired/plan.ts';
import { type ReportProgress, unreported } from '../desired/progress.ts';
import { forgetDraftList, readDraftList } from './draft-list.ts';
import { loadDraft } from './drafts.ts';

export const ImportDraftInput = z.strictObject({
  draftId: z.uuid('The list is named by its id.'),
  /** Of the plan that was shown. */
  digest: z.string('Say which plan is meant.').regex(/^[0-9a-f]{64}$/, 'Say which plan is meant.'),
});
export type ImportDraftInput = z.input<typeof ImportDraftInput>;

/**
 * Imports a draft as it was shown: all hosts or, when a line is at fault or the fleet was changed since, none. The draft is gone then.
 * `report` is told how far it is; what it hears of as written holds with the whole alone.
 */
export async function importDraft(
  context: VerbContext,
  input: ImportDraftInput,
  report: ReportProgress = unreported,
): Promise<{ counts: PlanCounts }> {
  const given = parseInput(ImportDraftInput, input);
  const imported = await context.db.$transaction(
    async (tx) => {
      // Whoever presses twice imports once.
      await tx.$executeRaw`SELECT 1 FROM import_drafts WHERE id = ${given.draftId}::uuid FOR UPDATE`;
      const draft = await loadDraft(tx, given.draftId);
      const { lines, hosts } = await readDraftList(draft, report);
      const faults = lines.flatMap((line) =>
        line.kind === 'bad'
          ? line.messages.map((message) => ({ field: `lines.${line.line}`, value: line.value, message: `Line ${line.line}: ${message}` }))
          : [],
      );
      if (faults.length > 0) throw new InvalidInputError(faults);
      const { counts } = await applyFleetWithin(tx, context, hosts, {
        managedBy: null,
        intervalSeconds: settings().probe.intervalSeconds,
        expectedDigest: given.digest,
        report,
        audit: ({ counts }) => ({ action: importAction, subject: draft.fileName || pastedList, before: null, after: counts }),
      });
      await tx.importDraft.delete({ where: { id: draft.id }, select: { id: true } });
      return { counts };
    },
    { timeout: 300_000, maxWait: 10_000 },
  );
  forgetDraftList(given.draftId);
  return imported;
}

/** How the record of an import is found. */
export const importAction = 'fleet.import';
const pastedList = 'pasted list';
