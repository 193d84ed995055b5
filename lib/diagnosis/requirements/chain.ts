import { rfc5280, sectionOf } from '../article/sources.ts';
import { count, list } from '../reading/wording.ts';
import { demand, type Requirement } from './requirement.ts';

export const chain: Requirement = {
  id: 'chain',
  title: 'Chain',
  findingIds: ['chain-invalid'],
  seen: ({ served: { trust } }) =>
    `${count(trust.path.length, 'certificate')} in the path; ${
      list(
        trust.violations.map(({ detail }) => detail),
        3,
      ) || 'no rule broken'
    }`,
  demands: ({ served: { trust } }) => [
    demand(
      sectionOf(rfc5280, '6.1 Basic path validation'),
      'Every signature verifies, every issuer may sign, path lengths and name constraints are kept',
      trust.violations.length === 0,
    ),
  ],
};
