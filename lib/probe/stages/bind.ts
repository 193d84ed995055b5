import { classifyBind } from '../classify/bind.ts';
import { readFailure } from '../classify/ldap-answer.ts';
import type { Deadline } from '../deadline.ts';
import type { Attempt } from '../evidence.ts';
import { extendedOperation, simpleBind } from '../ldap/operation.ts';
import type { LdapSession } from '../ldap/session.ts';
import { plainText } from '../plain-text.ts';

type BindStage = Exclude<Attempt['bind'], { status: 'skipped' }>;

/** RFC 4532. */
export const WHO_AM_I_OID = '1.3.6.1.4.1.4203.1.11.3';
const PROTOCOL_ERROR = 2;

/**
 * Signs in with a simple bind and asks who that is. The password is sent to the server and kept nowhere. `ended` is told of the answer
 * to the bind as soon as it is there, before Who am I?. Never throws, unless `ended` does.
 */
export async function bindAccount(
  session: LdapSession,
  account: { dn: string; password: string },
  deadline: Deadline,
  stageMs: number,
  ended: (bind: BindStage) => Promise<void> = async () => undefined,
): Promise<BindStage> {
  const boundAs = plainText(account.dn);
  const answer = await session.request(deadline, stageMs, simpleBind(account.dn, account.password));
  if (answer.kind !== 'ok') {
    const failure = readFailure(answer);
    const { code, activeDirectoryCode } = classifyBind(failure);
    const { message, systemCode, resultCode, diagnosticMessage } = failure;
    const detail = { message, systemCode, resultCode, diagnosticMessage, activeDirectoryCode };
    const failed: BindStage = { status: 'failed', ms: answer.ms, code, detail };
    await ended(failed);
    return failed;
  }
  await ended({ status: 'ok', ms: answer.ms, data: { boundAs, authorizationId: null, whoAmIResultCode: null } });
  const who = await session.request(deadline, stageMs, extendedOperation(WHO_AM_I_OID));
  const authorizationId = who.kind === 'ok' ? plainText(who.value ?? '') : null;
  // Samba and others do not offer Who am I? and say so with protocolError; the bind itself was good.
  const refusal = who.kind === 'result' && who.result.code !== PROTOCOL_ERROR ? who.result.code : null;
  return { status: 'ok', ms: answer.ms, data: { boundAs, authorizationId, whoAmIResultCode: refusal } };
}
