import { acceptedWords as wordsOfCount } from '#components/status/accepted-words.ts';
import { stateWords } from '#components/status/state-words.ts';
import { durationWords } from '#components/time/words.ts';
import type { BoardHost, HostState } from '#lib/checks/read/views.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;

/** Does a state ask somebody to look? Paused hosts were silenced on purpose, healthy ones are well. */
export const needsAttention = (state: HostState): boolean => state !== 'healthy' && state !== 'maintenance';

/** "12 days left", "31 h left" within two days, "expired 2 days ago"; null when no certificate was seen. */
export function expiryWords(host: Pick<BoardHost, 'expiresAt'>, now: Date): string | null {
  if (host.expiresAt === null) return null;
  const leftMs = Date.parse(host.expiresAt) - now.getTime();
  if (leftMs < 0) return `expired ${durationWords(-leftMs)} ago`;
  if (leftMs < hourMs) return 'less than an hour left';
  return leftMs < 2 * dayMs ? `${Math.floor(leftMs / hourMs)} h left` : `${Math.floor(leftMs / dayMs)} days left`;
}

/** How long ago, in words that stay true for a while: "38 min", "under a minute". */
export function ageWords(at: string, now: Date): string {
  const ms = now.getTime() - Date.parse(at);
  return ms < minuteMs ? 'under a minute' : durationWords(ms);
}

/** "for 38 min"; null when it is not known since when. */
export const forWords = (host: Pick<BoardHost, 'since'>, now: Date): string | null =>
  host.since === null ? null : `for ${ageWords(host.since, now)}`;

/** "one finding accepted"; null when none is. */
export const acceptedWords = ({ acceptedCount = 0 }: Pick<BoardHost, 'acceptedCount'>): string | null => wordsOfCount(acceptedCount);

/** How many of the hosts have findings that are accepted for now. */
export const acceptedHostCount = (hosts: readonly Pick<BoardHost, 'acceptedCount'>[]): number =>
  hosts.filter(({ acceptedCount = 0 }) => acceptedCount > 0).length;

/** The state in words, with what it was before its results grew old and whether further checks have yet to confirm it. */
export function stateSentence(host: BoardHost): string {
  if (host.state === 'stale' && host.lastVerdict !== null && host.lastVerdict !== 'unknown') return `stale, was ${host.lastVerdict}`;
  if (host.state === 'not-checked' && host.checkedAt === null) return 'not checked yet';
  return `${stateWords[host.state]}${host.confirming ? ', being confirmed' : ''}`;
}

/** A title as it stands within a sentence; abbreviations keep their capitals. */
const withinSentence = (title: string): string => (/^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title);

/** Everything that a host's tile says by colour and shape, as its name for assistive technology. */
export function describeHost(host: BoardHost, now: Date): string {
  const cause = host.cause === null ? null : withinSentence(host.cause.title);
  return [host.name, stateSentence(host), cause, forWords(host, now), expiryWords(host, now), acceptedWords(host)]
    .filter((part) => part !== null)
    .join(', ');
}
