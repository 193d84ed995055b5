import { classifyConnect } from '../classify/connect.ts';
import { readFailure } from '../classify/ldap-answer.ts';
import type { Deadline } from '../deadline.ts';
import type { Attempt, ProbeTarget } from '../evidence.ts';
import { extendedOperation } from '../ldap/operation.ts';
import { searchRootDse } from '../ldap/root-dse.ts';
import { LdapSession } from '../ldap/session.ts';
import { limits } from '../limits.ts';
import { closeSocket, connectTo } from '../stages/connect.ts';
import { START_TLS_OID } from '../stages/start-tls.ts';
import { type Greeting, greet } from './handshake-look.ts';

type SecondLookData = Extract<Attempt['secondLook'], { status: 'ok' }>['data'];
type PlainPort = NonNullable<SecondLookData['plainPort']>;

/** The port where the same server speaks LDAP without TLS; null when that is not known. */
export function plainPortBeside(target: ProbeTarget, override: number | undefined): number | null {
  if (target.transport === 'starttls') return target.port;
  if (override !== undefined) return override;
  if (target.port === 636) return 389;
  return target.port === 3269 ? 3268 : null;
}

/**
 * Asks the plain port for the rootDSE and for StartTLS, and shakes hands where that is accepted: a certificate seen there is the
 * server's own. One connection, at most three waits of `stepMs` milliseconds and a handshake. Never throws.
 */
export async function lookAtPlainPort(
  address: string,
  port: number,
  greeting: Greeting,
  deadline: Deadline,
  stepMs: number,
): Promise<PlainPort> {
  const untouched = { port, rootDse: null, startTlsResultCode: null, startTlsMessage: null, startTlsHandshake: null };
  const { stage, socket } = await connectTo(address, port, deadline, stepMs);
  if (socket === null) return { ...untouched, connect: connectWord(stage) };
  const session = new LdapSession(socket);
  try {
    const search = await session.request(deadline, stepMs, searchRootDse);
    const rootDse = search.kind === 'ok' ? search.value : null;
    const upgrade = await session.request(deadline, stepMs, extendedOperation(START_TLS_OID));
    if (upgrade.kind === 'ok') {
      const time = deadline.within(limits.furtherHandshakeMs);
      const startTlsHandshake = session.connection.release() ? await greet(socket, greeting, time) : null;
      return { ...untouched, connect: 'ok', rootDse, startTlsResultCode: 0, startTlsHandshake };
    }
    const failure = readFailure(upgrade);
    const startTlsMessage = failure.diagnosticMessage ?? failure.message;
    return { ...untouched, connect: 'ok', rootDse, startTlsResultCode: failure.resultCode, startTlsMessage };
  } finally {
    session.connection.stop({ kind: 'closed' });
    await closeSocket(socket);
  }
}

function connectWord(stage: Exclude<Attempt['connect'], { status: 'skipped' }>): PlainPort['connect'] {
  if (stage.status === 'ok') return 'ok';
  const code = stage.code === 'unclassified' ? classifyConnect(stage.detail.systemCode) : stage.code;
  if (code === 'refused' || code === 'timeout') return code;
  return code === 'host-unreachable' || code === 'network-unreachable' ? 'unreachable' : 'failed';
}
