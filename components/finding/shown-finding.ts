import type { FindingView } from '#lib/checks/read/views.ts';

/** A finding as it is shown: with null as `since` it would be found at another time, and nobody has found it yet. */
export type ShownFinding = Omit<FindingView, 'since'> & { since: string | null };
