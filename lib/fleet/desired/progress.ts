/**
 * How far work on a list of hosts is: in reading its lines, in comparing them with the fleet, and in writing hosts, doors and the
 * record. `total` is null where it cannot be told; all that is written is one transaction, so nothing of it holds before the end.
 */
export type WorkProgress = { step: WorkStep; done: number; total: number | null };

/** The steps in their order. */
export const workSteps = ['lines', 'compare', 'hosts', 'doors', 'record'] as const;
export type WorkStep = (typeof workSteps)[number];

/** Is told after each part of the work. It must not throw, as it would take the work with it. */
export type ReportProgress = (progress: WorkProgress) => void;

/** For whoever does not look. */
export const unreported: ReportProgress = () => {};

const batchSize = 1_000;

/** Does the work in batches of a thousand, one after the other, and tells after each how many are done. Returns what each gave. */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  work: (batch: readonly Item[]) => Promise<Result>,
  onDone: (count: number) => void,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += batchSize) {
    const batch = items.slice(from, from + batchSize);
    results.push(await work(batch));
    onDone(batch.length);
  }
  return results;
}

/** Counts towards a total and reports it, at once with nothing done. */
export function counter(step: WorkStep, total: number, report: ReportProgress): (count: number) => void {
  let done = 0;
  report({ step, done, total });
  return (count) => {
    done += count;
    report({ step, done, total });
  };
}
