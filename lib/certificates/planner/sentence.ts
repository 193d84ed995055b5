import { count as counted } from '../../diagnosis/reading/wording.ts';
import { dayWords } from './day.ts';
import type { Counts } from './views.ts';
import type { BusyWeek } from './weeks.ts';

/** What the planner's one sentence is made of. */
export type SentenceFacts = {
  /** In what is narrowed to. */
  certificates: number;
  isNarrowed: boolean;
  expired: Counts;
  /** Ends within seven days; the expired not included. */
  soon: Counts;
  busiest: BusyWeek | null;
  /** Of those not expired, the first to end. */
  next: { name: string; day: string } | null;
  /** The day judged for when it lies ahead; null for now. */
  ahead: string | null;
};

/** The planner in plain words: what needs action, who is refused already, and when most of it comes. */
export function plannerSentence(facts: SentenceFacts): string {
  if (facts.certificates === 0)
    return facts.isNarrowed ? 'No certificate served now matches these filters.' : 'No certificate was seen at any host yet.';
  return [needSentence(facts), busiestSentence(facts)].filter((sentence) => sentence !== '').join(' ');
}

function needSentence({ expired, soon, next, ahead }: SentenceFacts): string {
  const need = expired.certificates + soon.certificates;
  const onDay = ahead === null ? '' : `On ${dayWords(ahead, 'long')}, if nothing is renewed, `;
  if (need === 0) {
    const first = next === null ? '' : ` The first to end is ${next.name}, on ${dayWords(next.day, 'long')}.`;
    return ahead === null
      ? `No certificate needs action this week.${first}`
      : `${onDay}no certificate would need action that week.${first}`;
  }
  const certificates = counted(need, 'certificate');
  const action =
    ahead === null
      ? `${certificates} ${need === 1 ? 'needs' : 'need'} action this week`
      : `${onDay}${certificates} would need action that week`;
  if (expired.hosts === 0) return `${action}; none has expired.`;
  return `${action}; clients ${ahead === null ? 'already refuse' : 'would refuse'} ${counted(expired.hosts, 'host')}.`;
}

const busiestSentence = ({ busiest }: SentenceFacts): string =>
  busiest === null
    ? ''
    : `The busiest week is that of ${dayWords(busiest.monday, 'long')} with ${busiest.certificates.toLocaleString('en-GB')}.`;
