import { type Attempt, accountOnHoldBecause, type Evidence } from '../probe/evidence.ts';
import type { Knowledge } from './knowledge.ts';

/**
 * A refused password is sent once, then the account is on hold until a person confirms it. Until then every probe skips the bind, and
 * its evidence says so. The reason for the hold has not gone away meanwhile, so at the door (and the address of it) that refused the
 * password the evidence is judged as if it had just been refused again, in the words of that one refusal: the finding stands until a
 * person has looked. Other doors that use the account have no such finding, for they refused nothing; there the bind is not judged.
 *
 * Returns the evidence to judge. What is stored and shown remains what was seen.
 */
export function withHeldBind(evidence: Evidence, { heldBind }: Knowledge): Evidence {
  const { attempts } = evidence;
  // The look that was refused says so itself; its other addresses were spared.
  if (heldBind === null || attempts.some(({ bind }) => bind.status === 'failed')) return evidence;
  const refused = attempts.find(({ address }) => address === heldBind.address) ?? attempts[0];
  if (refused === undefined || !waitsForHold(refused)) return evidence;
  const judged: Attempt = { ...refused, bind: heldBind.failure };
  return { ...evidence, attempts: attempts.map((attempt) => (attempt === refused ? judged : attempt)) };
}

const waitsForHold = ({ handshake, bind }: Attempt): boolean =>
  handshake.status === 'ok' && bind.status === 'skipped' && bind.because === accountOnHoldBecause;
