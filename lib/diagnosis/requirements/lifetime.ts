import { entraConfigure } from '../article/sources.ts';
import { daysLeft } from '../expiry.ts';
import { count } from '../reading/wording.ts';
import { demand, type Requirement } from './requirement.ts';

/** "At least the next 3 to 6 months": calendar months, counted from the time of judging. */
function threeMonthsAfter(now: Date): Date {
  const then = new Date(now);
  then.setUTCMonth(then.getUTCMonth() + 3);
  return then;
}

export const lifetime: Requirement = {
  id: 'lifetime',
  title: 'Time left',
  profiles: ['entra-ds'],
  findingIds: ['lifetime-too-short', 'certificate-expired', 'certificate-expiring'],
  seen: ({ served: { leaf }, now }) =>
    leaf.notAfter === null ? 'An end that cannot be read' : count(daysLeft(new Date(leaf.notAfter), now), 'day'),
  demands: ({ served: { leaf }, now }) => [
    demand(
      entraConfigure,
      'Valid for at least the next 3 months',
      leaf.notAfter === null ? null : new Date(leaf.notAfter) >= threeMonthsAfter(now),
    ),
  ],
};
