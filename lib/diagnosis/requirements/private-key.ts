import { event1220Article, rfc8446, sectionOf } from '../article/sources.ts';
import { demand, type Requirement } from './requirement.ts';

export const privateKey: Requirement = {
  id: 'private-key',
  title: 'Private key',
  findingIds: [],
  seen: ({ attempt }) =>
    attempt.handshake.status === 'ok' ? 'The server proved in the handshake that it holds the key' : 'The handshake did not get that far',
  demands({ attempt, profile }) {
    const proven = attempt.handshake.status === 'ok' ? true : null;
    const byStandard = demand(sectionOf(rfc8446, '4.4.3 Certificate Verify'), 'The server uses the key of this certificate', proven);
    return profile === 'ad-ds' || profile === 'ad-lds'
      ? [demand(event1220Article, 'A key that matches, is present and can be read by the service', proven), byStandard]
      : [byStandard];
  },
};
