import type { PlanCounts } from '../desired/plan.ts';
import type { WorkProgress } from '../desired/progress.ts';
import type { ImportField } from './fields.ts';
import type { ImportMapping } from './mapping.ts';

/** What pages show of a list that waits to be imported. Times are ISO 8601 in UTC. */

/** What an import does with a line. */
export const rowStates = ['bad', 'new', 'changed', 'unchanged', 'duplicate'] as const;
export type RowState = (typeof rowStates)[number];
export const isRowState = (text: string | undefined): text is RowState => rowStates.some((state) => state === text);

export type ImportRow = {
  /** Counted from 1, as an editor does. */
  line: number;
  state: RowState;
  /** The host as it is registered; the beginning of the line where that is bad. */
  host: string;
  /** Null where none is named: a new host gets 636, a registered one keeps its doors. */
  port: number | null;
  /** What is set or wrong, a sentence each. */
  words: string[];
};

/** One column of the list, with what the first lines have in it. */
export type ImportColumn = { head: string; samples: string[]; field: ImportField | null };

export type ImportReview = {
  id: string;
  /** Empty for a pasted list. */
  fileName: string;
  createdAt: string;
  createdBy: string;
  mapping: ImportMapping;
  columns: ImportColumn[];
  /** The text, where it is short enough to be corrected in the page; null else. */
  text: string | null;
  /** False: no column is the host's, so no line was read. */
  hasHosts: boolean;
  counts: Record<RowState, number>;
  /** One page of the lines asked for. */
  rows: ImportRow[];
  /** Lines in all that were asked for. */
  total: number;
  page: number;
  pageCount: number;
  /** What the import would do: hosts and doors. */
  hosts: { new: number; changed: number; unchanged: number };
  doors: { new: number; changed: number };
  /** Changed hosts that a fleet file or the demonstration manages. */
  managed: number;
  /** Of the plan shown; the import does this one and no other. */
  digest: string;
};

/** One import of the past, by its record. */
export type PastImport = {
  id: string;
  at: string;
  actor: string;
  source: string;
  newHosts: number;
  changedHosts: number;
  newDoors: number;
};

/** What an import did: hosts and doors. */
export type ImportedCounts = PlanCounts;

/** How far the check or the import of a list is. */
export type ImportProgress = WorkProgress;
