/** What pages show of changes to many hosts. Times are ISO 8601 in UTC. */

/** What can be done to many hosts at once. */
export const bulkActions = [
  'set-interval',
  'add-tags',
  'remove-tags',
  'set-owner',
  'set-site',
  'move',
  'set-expiry-windows',
  'set-profile',
  'set-ldaps-intended',
  'set-locations',
  'pause',
  'resume',
  'delete',
] as const;
export type BulkAction = (typeof bulkActions)[number];

/** How a change to many hosts ended. */
export type BulkOutcome = {
  /** Of the record that it can be undone by; null when no host was changed. */
  changeId: string | null;
  /** In words: "Owner set to Team Blue". */
  summary: string;
  chosen: number;
  /** Hosts that were not like that before. */
  changed: number;
  /** Of the changed ones, those that a fleet file or the demonstration manages. */
  managed: number;
};

/** A change to many hosts in the list of them. */
export type BulkChangeItem = {
  id: string;
  at: string;
  actor: string;
  action: BulkAction | null;
  summary: string;
  hostCount: number;
  undo: { state: 'possible' } | { state: 'impossible' } | { state: 'done'; at: string; by: string };
};

/** How undoing ended. */
export type UndoOutcome = {
  summary: string;
  /** Hosts that are as they were before. */
  restored: number;
  /** Hosts that were left as they are, because they were changed or deleted since; the first of them by name. */
  left: string[];
  leftCount: number;
};
