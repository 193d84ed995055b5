import type { Answer } from '../ldap/session.ts';
import { plainText } from '../plain-text.ts';
import { readTlsError } from './tls-error.ts';

/** Every way a request fails, in the words that the StartTLS, directory and bind stages share. */
export type LdapFailure = {
  kind:
    | 'timeout'
    | 'cancelled'
    | 'closed'
    | 'reset'
    | 'not-ldap'
    | 'message-too-large'
    | 'disconnected'
    | 'result'
    | 'alert'
    | 'unclassified';
  message: string;
  systemCode: string | null;
  resultCode: number | null;
  diagnosticMessage: string | null;
  referral: string | null;
  alert: number | null;
};

const nothing = { systemCode: null, resultCode: null, diagnosticMessage: null, referral: null, alert: null };

/** Reads a failed answer. */
export function readFailure(answer: Exclude<Answer<unknown>, { kind: 'ok' }>): LdapFailure {
  if (answer.kind === 'unreadable') return { ...nothing, kind: 'not-ldap', message: answer.message };
  if (answer.kind === 'result') {
    const { code, diagnosticMessage, referral } = answer.result;
    return { ...nothing, kind: 'result', message: `LDAP result ${code}.`, resultCode: code, diagnosticMessage, referral };
  }
  const ending = answer.ending;
  switch (ending.kind) {
    case 'timeout':
      return { ...nothing, kind: 'timeout', message: 'No answer in time to the LDAP request.' };
    case 'cancelled':
      return { ...nothing, kind: 'cancelled', message: 'The probe was cancelled.' };
    case 'closed':
      return { ...nothing, kind: 'closed', message: 'The server closed the connection before it answered.' };
    case 'not-ldap':
      return { ...nothing, kind: 'not-ldap', message: ending.message };
    case 'too-large':
      return { ...nothing, kind: 'message-too-large', message: ending.message };
    case 'disconnected': {
      const { code, diagnosticMessage } = ending.result;
      const message = `Notice of Disconnection with LDAP result ${code}.`;
      return { ...nothing, kind: 'disconnected', message, resultCode: code, diagnosticMessage };
    }
    case 'socket-error':
      return socketFailure(ending.error);
  }
}

function socketFailure(error: Error): LdapFailure {
  const message = plainText(error.message);
  const systemCode = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const { alert } = readTlsError(message);
  if (alert !== null) return { ...nothing, kind: 'alert', message, systemCode, alert };
  const reset = systemCode === 'ECONNRESET' || systemCode === 'EPIPE' || systemCode === 'ECONNABORTED';
  const kind = reset ? 'reset' : systemCode === 'ETIMEDOUT' ? 'timeout' : 'unclassified';
  return { ...nothing, kind, message, systemCode };
}
