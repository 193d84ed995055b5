import type { Evidence } from '../../probe/evidence.ts';
import { list } from './wording.ts';

/** `DNS servers of the location berlin (192.0.2.53)`: who was asked and from where; without addresses where the record lists none. */
export function resolversOf({ resolve, location }: Evidence): string {
  const asked = resolve.status === 'failed' ? resolve.detail.resolvers : [];
  return `DNS servers of the location ${location}${asked.length === 0 ? '' : ` (${list(asked, 4)})`}`;
}

type Failure = Extract<Evidence['resolve'], { status: 'failed' }>;

/** What the resolvers did, when not even the control lookup was answered: own words for each code, since some of them do answer. */
export function withoutControl(evidence: Evidence, { code, detail }: Failure): string {
  const { host } = evidence.target;
  const controlTried = detail.control !== 'not-tried';
  const words = controlTried
    ? wordsWithControl(code, host, detail.message)
    : `${wordsOf(code, host, detail.message)}, and no control lookup was made`;
  return `The ${resolversOf(evidence)} ${words}: the fault may be their own or that of this location.`;
}

function wordsWithControl(code: Failure['code'], host: string, message: string): string {
  if (code === 'resolver-timeout') return `answer nothing, neither for ${host} nor in a control lookup`;
  if (code === 'resolver-unreachable') return `cannot be reached, neither for ${host} nor in a control lookup`;
  return `${wordsOf(code, host, message)} and gave no answer in a control lookup`;
}

function wordsOf(code: Failure['code'], host: string, message: string): string {
  switch (code) {
    case 'resolver-refused':
      return `refuse to answer for ${host} (REFUSED)`;
    case 'resolver-failed':
      return `answer for ${host} with a server failure (SERVFAIL)`;
    case 'resolver-timeout':
      return `gave no answer for ${host} in time`;
    case 'resolver-unreachable':
      return `cannot be reached to ask for ${host}`;
    default:
      return `could not be asked for ${host} (${message.replace(/\.$/, '')})`;
  }
}
