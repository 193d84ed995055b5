import type { BoardView } from '#lib/checks/read/views.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import type { Ahead } from './ahead.ts';

/** How much is watched: "1,259 hosts at 26 sites". Sites are left out where none is known. */
export const fleetWords = (hostCount: number, siteCount: number): string =>
  `${counted(hostCount, 'host')}${siteCount === 0 ? '' : ` at ${counted(siteCount, 'site')}`}`;

/** What to say when nothing needs attention: "All 12 healthy", or how many are paused beside them; null when something does. */
export function allClearWords(counts: BoardView['counts']): string | null {
  const { critical, warning, stale, 'not-checked': notChecked, maintenance, healthy } = counts;
  if (critical + warning + stale + notChecked > 0 || maintenance + healthy === 0) return null;
  if (maintenance === 0) return healthy === 1 ? '1 host, and it is healthy' : `All ${healthy.toLocaleString('en')} healthy`;
  return healthy === 0 ? `All ${maintenance} in maintenance` : `${healthy.toLocaleString('en')} healthy, ${maintenance} in maintenance`;
}

/** The title of the page: the worst state with its count, so that a tab among many tells; and of which day, when not of now. */
export function boardTitle(counts: BoardView['counts'], ahead: Ahead | null = null): string {
  if (ahead !== null) return `${titleOfNow(counts)} as of ${ahead.words}`;
  return titleOfNow(counts);
}

function titleOfNow(counts: BoardView['counts']): string {
  if (counts.critical > 0) return `${counts.critical} critical · Board`;
  if (counts.warning > 0) return `${counts.warning} ${counts.warning === 1 ? 'warning' : 'warnings'} · Board`;
  if (counts.stale > 0) return `${counts.stale} stale · Board`;
  return counts.healthy > 0 && allClearWords(counts) !== null && counts.maintenance === 0 ? 'All healthy · Board' : 'Board';
}
