import type { Attempt } from '../evidence.ts';
import type { LdapFailure } from './ldap-answer.ts';

export type StartTlsCode = Extract<Attempt['startTls'], { status: 'failed' }>['code'];

/** Closed code for a StartTLS request that failed. */
export function classifyStartTls(failure: LdapFailure): StartTlsCode {
  switch (failure.kind) {
    case 'result':
      return 'refused';
    case 'disconnected':
      return 'closed';
    case 'alert':
    case 'cancelled':
      return 'unclassified';
    default:
      return failure.kind;
  }
}
