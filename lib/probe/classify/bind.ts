import type { Attempt } from '../evidence.ts';
import type { LdapFailure } from './ldap-answer.ts';

export type BindCode = Extract<Attempt['bind'], { status: 'failed' }>['code'];

const STRONGER_AUTH_REQUIRED = 8;
const INVALID_CREDENTIALS = 49;

/**
 * Win32 errors after `data` in the message of Active Directory that say the account, not the password, is the reason:
 * logon hours, workstation, password expired, disabled, account expired, must change, locked out (learn.microsoft.com,
 * "LDAP Result Codes" and the system error codes 1328 to 1331, 1793, 1907 and 1909).
 */
const accountRestrictions = new Set(['530', '531', '532', '533', '701', '773', '775']);

/** SEC_E_BAD_BINDINGS: channel binding is enforced; the credentials are not the problem. */
const BAD_BINDINGS = '80090346';

/** The sub-code of `AcceptSecurityContext error, data 52e, v1db1`, lower-case; null when the message has none. */
export function readActiveDirectoryCode(diagnosticMessage: string): string | null {
  return /\bdata ([0-9a-f]{1,8})\b/i.exec(diagnosticMessage)?.[1]?.toLowerCase() ?? null;
}

/** Closed code for a simple bind that failed. */
export function classifyBind(failure: LdapFailure): { code: BindCode; activeDirectoryCode: string | null } {
  const activeDirectoryCode = failure.diagnosticMessage === null ? null : readActiveDirectoryCode(failure.diagnosticMessage);
  return { code: codeOf(failure, activeDirectoryCode), activeDirectoryCode };
}

function codeOf(failure: LdapFailure, activeDirectoryCode: string | null): BindCode {
  switch (failure.kind) {
    case 'result':
      if (failure.resultCode === STRONGER_AUTH_REQUIRED) return 'needs-signing';
      if (failure.resultCode !== INVALID_CREDENTIALS) return 'result';
      if (activeDirectoryCode === BAD_BINDINGS) return 'needs-channel-binding';
      return activeDirectoryCode !== null && accountRestrictions.has(activeDirectoryCode) ? 'restricted' : 'rejected';
    case 'timeout':
      return 'timeout';
    case 'closed':
    case 'reset':
    case 'disconnected':
      return 'closed';
    default:
      return 'unclassified';
  }
}
