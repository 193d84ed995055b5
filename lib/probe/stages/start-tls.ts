import type { Socket } from 'node:net';
import { readFailure } from '../classify/ldap-answer.ts';
import { classifyStartTls } from '../classify/start-tls.ts';
import type { Deadline } from '../deadline.ts';
import type { Attempt } from '../evidence.ts';
import { extendedOperation } from '../ldap/operation.ts';
import { LdapSession } from '../ldap/session.ts';

type StartTlsStage = Exclude<Attempt['startTls'], { status: 'skipped' }>;

/** RFC 4511 section 4.14.1. */
export const START_TLS_OID = '1.3.6.1.4.1.1466.20037';

/** Asks for TLS on a plain connection. When the stage is ok the socket is open, paused and without LDAP on top. Never throws. */
export async function startTls(socket: Socket, deadline: Deadline, stageMs: number): Promise<StartTlsStage> {
  const session = new LdapSession(socket);
  const answer = await session.request(deadline, stageMs, extendedOperation(START_TLS_OID));
  if (answer.kind !== 'ok') {
    session.connection.stop({ kind: 'closed' });
    const failure = readFailure(answer);
    const { message, systemCode, resultCode, diagnosticMessage } = failure;
    return {
      status: 'failed',
      ms: answer.ms,
      code: classifyStartTls(failure),
      detail: { message, systemCode, resultCode, diagnosticMessage },
    };
  }
  if (!session.connection.release()) {
    const message = 'The server sent more bytes after it agreed to start TLS, before TLS began.';
    const detail = { message, systemCode: null, resultCode: 0, diagnosticMessage: null };
    return { status: 'failed', ms: answer.ms, code: 'unclassified', detail };
  }
  return { status: 'ok', ms: answer.ms, data: { resultCode: 0 } };
}
