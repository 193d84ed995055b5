import { now } from '#lib/clock.ts';
import { classifyDirectory } from '../classify/directory.ts';
import { readFailure } from '../classify/ldap-answer.ts';
import type { Deadline } from '../deadline.ts';
import type { Attempt } from '../evidence.ts';
import { searchRootDse } from '../ldap/root-dse.ts';
import type { LdapSession } from '../ldap/session.ts';

type DirectoryStage = Exclude<Attempt['directory'], { status: 'skipped' }>;

/** Asks for the rootDSE over a connection that is already secured. Never throws. */
export async function askDirectory(session: LdapSession, deadline: Deadline, stageMs: number): Promise<DirectoryStage> {
  const askedAt = now().toISOString();
  const answer = await session.request(deadline, stageMs, searchRootDse);
  if (answer.kind === 'ok' && answer.value !== null) {
    return { status: 'ok', ms: answer.ms, data: { rootDse: answer.value, askedAt, roundTripMs: answer.ms } };
  }
  if (answer.kind === 'ok') {
    const message = 'The search for the rootDSE succeeded without an entry.';
    const detail = { message, systemCode: null, resultCode: 0, diagnosticMessage: null, alert: null };
    return { status: 'failed', ms: answer.ms, code: 'empty', detail };
  }
  const failure = readFailure(answer);
  const { systemCode, resultCode, diagnosticMessage, alert } = failure;
  const message = failure.referral === null ? failure.message : `${failure.message} It refers to ${failure.referral}`;
  return {
    status: 'failed',
    ms: answer.ms,
    code: classifyDirectory(failure),
    detail: { message, systemCode, resultCode, diagnosticMessage, alert },
  };
}
