import { setImmediate } from 'node:timers/promises';
import { type ReportProgress, unreported } from '../desired/progress.ts';
import type { ImportMapping } from './mapping.ts';
import { type ReadList, readListInParts } from './read-list.ts';

type DraftText = { id: string; text: string; mapping: ImportMapping };

/** The list read last. Reading it again gives the same, and a person pages through it and then imports it. */
type LastRead = { id: string; text: string; mapping: string; list: ReadList };
const shared = globalThis as typeof globalThis & { port636LastList?: LastRead | undefined };

/**
 * The hosts and lines of a draft. Others get a turn while it is read; `report` is told how many lines are. The draft read last is
 * not read again.
 */
export async function readDraftList({ id, text, mapping }: DraftText, report: ReportProgress = unreported): Promise<ReadList> {
  const mappingText = JSON.stringify(mapping);
  const last = shared.port636LastList;
  if (last !== undefined && last.id === id && last.mapping === mappingText && last.text === text) {
    const { length } = last.list.lines;
    report({ step: 'lines', done: length, total: length });
    return last.list;
  }
  const reading = readListInParts(text, mapping);
  for (;;) {
    const { done, value } = reading.next();
    if (done) {
      shared.port636LastList = { id, text, mapping: mappingText, list: value };
      return value;
    }
    report({ step: 'lines', ...value });
    await setImmediate();
  }
}

/** Lets go of a list that nobody will ask for any more. */
export function forgetDraftList(id: string): void {
  if (shared.port636LastList?.id === id) shared.port636LastList = undefined;
}
