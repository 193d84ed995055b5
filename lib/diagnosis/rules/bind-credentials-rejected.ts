import { article } from '../article/texts/bind-credentials-rejected.ts';
import { bindCodeOf } from '../ldap/active-directory-bind-codes.ts';
import { bindFacts, bindFailure, bindObservations, bindWasTried } from '../reading/bind.ts';
import type { AddressRule } from '../rule.ts';

/** 508: result 49 with data 525 or 52e, or without a code that says more. */
export const bindCredentialsRejected: AddressRule = {
  scope: 'address',
  id: 'bind-credentials-rejected',
  no: 508,
  stage: 'ldap',
  severities: ['critical'],
  title: 'Name or password is rejected',
  article,
  applies: ({ attempt }) => bindWasTried(attempt),
  check({ attempt }) {
    const failure = bindFailure(attempt, 'rejected');
    if (failure === null) return null;
    const known = bindCodeOf(failure.detail.activeDirectoryCode);
    return {
      summary:
        known === null
          ? 'TLS and directory work, and the bind is refused: name or password is wrong, without a word about which.'
          : `TLS and directory work, and the bind is refused: ${known.meaning} (data ${known.code}).`,
      facts: bindFacts(failure),
      observations: [
        ...bindObservations(failure),
        {
          label: 'Sub-code of Active Directory',
          seen:
            known === null
              ? (failure.detail.activeDirectoryCode ?? 'none')
              : `data ${known.code}: ${known.win32} ${known.name}, ${known.meaning}`,
          healthy: 'None',
        },
      ],
    };
  },
};
