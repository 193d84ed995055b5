import type { FormAction } from '#components/ui/action-state.ts';
import type { ImportedCounts, RowState } from '#lib/fleet/import/views.ts';

/** A field that a column can be. */
export type FieldChoice = { id: string; label: string; cell: string };

/** What can be done with a list that waits. */
export type ReviewActions = {
  confirm: FormAction<{ counts: ImportedCounts }>;
  correct: FormAction<{ id: string }>;
  discard: FormAction<{ id: string }>;
  setMapping: FormAction<{ id: string }>;
};

/** The states of lines in words, with a sign that needs no colour. */
export const rowStateWords: Readonly<Record<RowState, { label: string; sign: string; colour: string }>> = {
  bad: { label: 'Bad', sign: '✕', colour: 'text-critical' },
  new: { label: 'New', sign: '+', colour: 'text-healthy' },
  changed: { label: 'Changed', sign: '±', colour: 'text-warning' },
  unchanged: { label: 'Unchanged', sign: '=', colour: 'text-muted' },
  duplicate: { label: 'Duplicate', sign: '≡', colour: 'text-muted' },
};
