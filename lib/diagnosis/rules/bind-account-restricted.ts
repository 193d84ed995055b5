import { article } from '../article/texts/bind-account-restricted.ts';
import { bindCodeOf } from '../ldap/active-directory-bind-codes.ts';
import { bindFacts, bindFailure, bindObservations, bindWasTried } from '../reading/bind.ts';
import type { AddressRule } from '../rule.ts';

/** 509: result 49 with data 530, 531, 532, 533, 701, 773 or 775. */
export const bindAccountRestricted: AddressRule = {
  scope: 'address',
  id: 'bind-account-restricted',
  no: 509,
  stage: 'ldap',
  severities: ['critical'],
  title: 'The account may not sign in',
  article,
  applies: ({ attempt }) => bindWasTried(attempt),
  check({ attempt }) {
    const failure = bindFailure(attempt, 'restricted');
    if (failure === null) return null;
    const code = failure.detail.activeDirectoryCode;
    const known = bindCodeOf(code);
    return {
      summary: `The bind is refused because ${known?.meaning ?? `of a restriction with the code ${code ?? 'unknown'}`}${known === null ? '' : ` (data ${known.code})`}.`,
      facts: { ...bindFacts(failure), restriction: known?.name ?? null },
      observations: [
        ...bindObservations(failure),
        {
          label: 'Sub-code of Active Directory',
          seen: known === null ? (code ?? 'none') : `data ${known.code}: ${known.win32} ${known.name}, ${known.meaning}`,
          healthy: 'None',
        },
      ],
    };
  },
};
