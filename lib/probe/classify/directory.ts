import type { Attempt } from '../evidence.ts';
import type { LdapFailure } from './ldap-answer.ts';

export type DirectoryCode = Extract<Attempt['directory'], { status: 'failed' }>['code'];

const REFERRAL = 10;
/** certificate_required, RFC 8446 section 6.2: in TLS 1.3 it arrives after the client's handshake is complete. */
const CERTIFICATE_REQUIRED = 116;

/** Closed code for a rootDSE search that failed. */
export function classifyDirectory(failure: LdapFailure): DirectoryCode {
  switch (failure.kind) {
    case 'result':
      return failure.resultCode === REFERRAL ? 'referral' : 'result';
    case 'alert':
      return failure.alert === CERTIFICATE_REQUIRED ? 'client-certificate-required' : 'unclassified';
    case 'cancelled':
      return 'unclassified';
    default:
      return failure.kind;
  }
}
