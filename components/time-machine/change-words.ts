import { stateWords } from '#components/status/state-words.ts';
import { type ForecastGroup, type ForecastView, type HostState, hostStates } from '#lib/checks/read/views.ts';

export const countedHosts = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'host' : 'hosts'}`;

const verbs: Readonly<Record<HostState, (isOne: boolean) => string>> = {
  critical: (isOne) => `${isOne ? 'turns' : 'turn'} critical`,
  warning: (isOne) => `${isOne ? 'turns' : 'turn'} to warning`,
  healthy: (isOne) => `${isOne ? 'becomes' : 'become'} healthy`,
  stale: (isOne) => `${isOne ? 'becomes' : 'become'} ${stateWords.stale}`,
  'not-checked': (isOne) => `${isOne ? 'is' : 'are'} ${stateWords['not-checked']}`,
  maintenance: (isOne) => `${isOne ? 'goes' : 'go'} into ${stateWords.maintenance}`,
};

/** "40 hosts turn critical". */
export const turnWords = (count: number, to: HostState): string => `${countedHosts(count)} ${verbs[to](count === 1)}`;

/** All that changes, in one sentence, the worst first. */
export function summaryWords({ hostCounts, groups }: ForecastView): string {
  if (groups.length === 0) return 'Nothing changes until then: no certificate seen today comes near its end, and no issuer does.';
  const parts = hostStates.flatMap((state) => (hostCounts[state] > 0 ? [turnWords(hostCounts[state], state)] : []));
  return `Until then ${parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts.join('')}.`;
}

/** What is behind a group: "The issuer Corp CA 3", "The certificate dc01.corp.example". */
export const kindWords = ({ isIssuer }: ForecastGroup): string => (isIssuer ? 'The issuer' : 'The certificate of');

/** Ports of a host that turn. */
export const doorWords = (doors: ForecastGroup['hosts'][number]['doors']): string => doors.map(({ port }) => port).join(', ');
