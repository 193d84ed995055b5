import type { PlannerRow, PlannerView } from '../planner/views.ts';

/** Something that a person has to decide or do, worst first. */
export type Decision = {
  /** critical: clients are refused now. warning: they will be. notice: it makes the next renewal harder. */
  severity: 'critical' | 'warning' | 'notice';
  /** One sentence with counts of certificates and hosts. */
  sentence: string;
  /** A few names, soonest end first. */
  names: readonly string[];
};

/** What one owner has to look after. */
export type OwnerTable = {
  /** Empty for certificates that nobody looks after. */
  owner: string;
  certificates: number;
  hosts: number;
  rows: readonly PlannerRow[];
};

/** How old the results are that a report stands on. */
export type DataAge = {
  /** Newest and oldest of the newest results of all doors that are not paused, ISO 8601; null before the first. */
  newestAt: string | null;
  oldestAt: string | null;
  doors: number;
  /** Doors whose newest result is older than three of their intervals, or that have none. */
  lateDoors: number;
};

export type ExpiryReport = {
  organisation: string;
  generatedAt: string;
  planner: PlannerView;
  /** The filters in words; null when nothing is left out. */
  filterWords: string | null;
  decisions: readonly Decision[];
  owners: readonly OwnerTable[];
  /** What the tables hold, in words. */
  tableWords: string;
  /** Certificates that end later than the tables reach. */
  later: number;
  /** Rows that there was no room for. */
  leftOut: number;
  dataAge: DataAge;
};
