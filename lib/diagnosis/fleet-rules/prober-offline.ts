import { article } from '../article/texts/prober-offline.ts';
import { count } from '../reading/wording.ts';
import type { FleetRule } from '../rule.ts';

/** A location and what is known of its workers and their network. Times are ISO 8601 in UTC. */
export type ProberFacts = {
  location: string;
  reach: 'inside' | 'outside';
  /** When its workers last gave a sign of life, where they are silent now; `never` for none ever. Null while they are alive. */
  silentSince: string | null;
  /** Since when their own network is gone, and why; null while it works. */
  networkGone: { since: string; because: string } | null;
  /** Doors probed from there, and those of them that no other location probes. */
  doorCount: number;
  onlyHereCount: number;
};

const minute = (at: string): string => (at === 'never' ? 'ever' : `${at.slice(0, 16).replace('T', ' ')} UTC`);

/** What is not seen meanwhile, as the end of a sentence. */
function hanging(doorCount: number, onlyHereCount: number): string {
  if (doorCount === 0) return 'no door is probed from there';
  const doors = `${count(doorCount, 'door')} ${doorCount === 1 ? 'is' : 'are'} probed from there`;
  if (onlyHereCount === 0) return `${doors}, and from elsewhere too`;
  return onlyHereCount === doorCount ? `${doors} and from nowhere else` : `${doors}, ${onlyHereCount} of them from nowhere else`;
}

/** 605: a location does not look, or cannot. Its results say nothing of now, and no host is blamed for that. */
export const proberOffline: FleetRule<ProberFacts> = {
  id: 'prober-offline',
  no: 605,
  stage: 'fleet',
  scope: 'fleet',
  severities: ['notice'],
  title: 'A location cannot look',
  check({ location, reach, silentSince, networkGone, doorCount, onlyHereCount }) {
    if (silentSince === null && networkGone === null) return null;
    const what =
      silentSince !== null
        ? `No worker of the location ${location} has given a sign of life ${silentSince === 'never' ? 'yet' : `since ${minute(silentSince)}`}`
        : `The network of the location ${location} itself is gone since ${minute(networkGone?.since ?? '')}: ${networkGone?.because}`;
    return {
      confidence: silentSince !== null ? 'certain' : 'high',
      summary: `${what}; ${hanging(doorCount, onlyHereCount)}.`,
      facts: {
        location,
        reach,
        silentSince,
        networkGoneSince: networkGone?.since ?? null,
        networkGoneBecause: networkGone?.because ?? null,
        doorCount,
        onlyHereCount,
      },
      observations: [
        {
          label: 'Last sign of life',
          seen: silentSince === null ? 'less than a minute ago' : minute(silentSince).replace(/^ever$/, 'never'),
          healthy: 'less than a minute ago',
        },
        { label: 'Its own network', seen: networkGone === null ? 'no fault is known' : networkGone.because, healthy: 'controls answer' },
        { label: 'Doors probed from there', seen: String(doorCount), healthy: 'any number' },
        { label: 'Of these, from nowhere else', seen: String(onlyHereCount), healthy: '0 while it cannot look' },
      ],
    };
  },
  article,
};
