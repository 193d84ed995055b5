import type { FormAction } from '#components/ui/action-state.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import type { BulkOutcome, UndoOutcome } from '#lib/fleet/bulk/views.ts';

/** Which hosts are meant: some by their ids, or all that a list's query finds when the change is made. */
export type BulkTarget = { kind: 'some'; ids: readonly string[] } | { kind: 'matching'; query: string; count: number };

export const targetCount = (target: BulkTarget): number => (target.kind === 'some' ? target.ids.length : target.count);

/** What can be done with many hosts. */
export type BulkActions = { change: FormAction<BulkOutcome>; remove: FormAction<BulkOutcome>; undo: FormAction<UndoOutcome> };

/** What the forms offer to choose from. */
export type BulkChoices = { domains: readonly string[]; locations: readonly string[]; tags: readonly string[] };

/** "Owner set to Team Blue: 12 hosts changed, 2 were like that already." */
export function outcomeWords({ summary, chosen, changed, managed }: BulkOutcome): string {
  const already = chosen - changed;
  const rest = already === 0 ? '' : `, ${already.toLocaleString('en')} ${already === 1 ? 'was' : 'were'} like that already`;
  const again =
    managed === 0
      ? ''
      : ` ${counted(managed, 'host')} of these ${managed === 1 ? 'comes' : 'come'} from a fleet file or the demonstration, which may set ${managed === 1 ? 'it' : 'them'} again.`;
  return `${summary}: ${changed === 0 ? 'no host' : counted(changed, 'host')} changed${rest}.${again}`;
}

/** "12 hosts are as they were before. 1 was left, because it was changed or deleted since: dc01.corp.example." */
export function undoWords({ restored, left, leftCount }: UndoOutcome): string {
  const back = `${restored === 0 ? 'No host is' : restored === 1 ? '1 host is' : `${restored.toLocaleString('en')} hosts are`} as before.`;
  if (leftCount === 0) return back;
  const more = leftCount > left.length ? ` and ${(leftCount - left.length).toLocaleString('en')} more` : '';
  return `${back} Left alone, because changed or deleted since: ${left.join(', ')}${more}.`;
}
