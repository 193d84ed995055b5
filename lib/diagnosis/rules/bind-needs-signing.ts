import { article } from '../article/texts/bind-needs-signing.ts';
import { bindFacts, bindFailure, bindObservations, bindWasTried } from '../reading/bind.ts';
import type { AddressRule } from '../rule.ts';

/** 511: result 8, the server wants signing or TLS for this bind. */
export const bindNeedsSigning: AddressRule = {
  scope: 'address',
  id: 'bind-needs-signing',
  no: 511,
  stage: 'ldap',
  severities: ['critical'],
  title: 'The server demands signing or TLS for the bind',
  article,
  applies: ({ attempt }) => bindWasTried(attempt),
  check({ attempt, evidence }) {
    const failure = bindFailure(attempt, 'needs-signing');
    if (failure === null) return null;
    const { transport, port } = evidence.target;
    return {
      summary: 'The bind is refused with result 8: the server does not count this connection as signed or encrypted.',
      facts: { ...bindFacts(failure), transport, port },
      observations: [
        ...bindObservations(failure),
        {
          label: 'Connection',
          seen: transport === 'ldaps' ? `LDAPS on port ${port}` : `StartTLS on port ${port}`,
          healthy: 'Counted as encrypted by the server',
        },
      ],
    };
  },
};
