import type { BoardHost, WorkerNotice } from '#lib/checks/read/views.ts';

/** What changed on the board since a revision. */
export type FleetChanges = {
  /** `hosts` is the whole board: whatever is not in it was removed. */
  whole: boolean;
  hosts: BoardHost[];
  /** Every worker that is silent now. */
  silentWorkers: WorkerNotice[];
  /** Where to resume. */
  revision: string;
  generatedAt: string;
};
