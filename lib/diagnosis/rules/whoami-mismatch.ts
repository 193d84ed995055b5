import { article } from '../article/texts/whoami-mismatch.ts';
import { compareIdentities } from '../reading/identity.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

/** Evidence keeps no more than this of a text, in characters; a name as long as that may have been cut. */
const longestWholeName = 500;

/** Both names, when the evidence holds them and their forms can be compared. */
function identities({ attempt: { bind } }: AddressContext) {
  if (bind.status !== 'ok' || bind.data.boundAs === null || bind.data.authorizationId === null) return null;
  const { boundAs, authorizationId } = bind.data;
  if (Math.max(boundAs.length, authorizationId.length) >= longestWholeName) return null;
  const comparison = compareIdentities(boundAs, authorizationId);
  return comparison === 'not-comparable' ? null : { boundAs, authorizationId, comparison };
}

/** 513: the bind succeeded, and the server takes the account for another one, or for nobody. */
export const whoamiMismatch: AddressRule = {
  scope: 'address',
  id: 'whoami-mismatch',
  no: 513,
  stage: 'ldap',
  severities: ['warning'],
  title: 'The server takes the account for another',
  article,
  applies: (context) => identities(context) !== null,
  check(context) {
    const seen = identities(context);
    if (seen === null || seen.comparison === 'same') return null;
    const { boundAs, authorizationId, comparison } = seen;
    const isAnonymous = comparison === 'anonymous';
    return {
      summary: isAnonymous
        ? `The bind as ${boundAs} succeeded, yet the server calls the session anonymous.`
        : `The bind as ${boundAs} succeeded, yet the server calls the session ${authorizationId}.`,
      facts: { boundAs, authorizationId, anonymous: isAnonymous },
      observations: [
        { label: 'Account of the bind', seen: boundAs, healthy: 'the account that is meant' },
        { label: 'Answer to Who am I?', seen: isAnonymous ? 'empty: anonymous' : authorizationId, healthy: 'the same account' },
      ],
    };
  },
};
