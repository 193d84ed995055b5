import { entraConfigure } from '../article/sources.ts';
import { daysLeft, threeMonthsAfter } from '../expiry.ts';
import { count } from '../reading/wording.ts';
import { demand, type Requirement } from './requirement.ts';

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
