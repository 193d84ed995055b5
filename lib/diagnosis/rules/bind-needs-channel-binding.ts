import { article } from '../article/texts/bind-needs-channel-binding.ts';
import { bindFacts, bindFailure, bindObservations, bindWasTried } from '../reading/bind.ts';
import type { AddressRule } from '../rule.ts';

/** 510: result 49 with data 80090346 (SEC_E_BAD_BINDINGS): the credentials are not the problem. */
export const bindNeedsChannelBinding: AddressRule = {
  scope: 'address',
  id: 'bind-needs-channel-binding',
  no: 510,
  stage: 'ldap',
  severities: ['critical'],
  title: 'The server demands channel binding',
  article,
  applies: ({ attempt }) => bindWasTried(attempt),
  check({ attempt }) {
    const failure = bindFailure(attempt, 'needs-channel-binding');
    if (failure === null) return null;
    return {
      summary: 'The bind is refused because the server demands a channel binding token; the credentials are not the problem.',
      facts: bindFacts(failure),
      observations: [
        ...bindObservations(failure),
        { label: 'Sub-code', seen: 'data 80090346: SEC_E_BAD_BINDINGS, the token is missing or wrong', healthy: 'None' },
      ],
    };
  },
};
