import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { monotonicMs } from '../../clock.ts';
import type { Database } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { storable } from '../../db/storable.ts';
import { type Attempt, accountOnHoldBecause } from '../../probe/evidence.ts';
import type { BindTurn } from '../../probe/options.ts';

/** An account whose password a check may send once it has its turn. */
export type UsableAccount = { id: string; version: string; dn: string; password: string };

type EndedBind = Exclude<Attempt['bind'], { status: 'skipped' }>;
type FailedBind = Extract<Attempt['bind'], { status: 'failed' }>;

/** How long a turn holds: longer than a bind may take. A worker that died blocks the account for no longer. */
const TURN_MS = 15_000;
/** How long a check waits for its turn before it goes on without a bind, and how often it asks the database meanwhile. */
const WAIT_AT_MOST_MS = 3_000;
const ASK_AGAIN_MS = 25;
/** Pauses before the end of a turn is written again, when the database did not take it. */
const WRITE_AGAIN_AFTER_MS = [100, 500, 1_500];

const busyBecause = 'the account is being tried at another door';
const changedBecause = 'the account was changed meanwhile';
const unfinishedWords = 'The worker that tried the password for the first time ended before it knew the answer.';

/** LDAP result codes of a refused bind that say nothing of the account: busy and unavailable (RFC 4511 section 4.1.9). */
const passingResultCodes = [51, 52];

export type AccountTurns = {
  /** What a probe of that endpoint asks for the right to send the password; null where no endpoint is meant. */
  of(account: UsableAccount, endpointId: string | null): BindTurn;
};

/**
 * Gives out the right to send an account's password, to one check at a time, so that no account is ever locked out by probing.
 *
 * - Every bind of every address, door and worker asks for its turn in the database, right before the password is sent. One turn is given
 *   per account; the others wait for it (a bind takes milliseconds), or go on without a bind.
 * - A password that is refused puts the account on hold before the next turn can be given:
 *   however many doors share the account, the refused password was sent once.
 * - An account that was never accepted since it was set or confirmed is also put on hold when nobody knows whether the server counted
 *   the attempt: when it gave no answer, or when the worker died between sending and writing.
 * - A turn is given only for the password that was read: `version` changes whenever it is set or confirmed.
 */
export function createAccountTurns(db: Database, onError: (error: unknown) => void): AccountTurns {
  const queues = new Map<string, Promise<void>>();

  /** One after the other within this process: the database is asked by the first in line alone. */
  const enter = async (accountId: string): Promise<() => void> => {
    const before = queues.get(accountId);
    const mine = Promise.withResolvers<void>();
    const last = (before ?? Promise.resolve()).then(() => mine.promise);
    queues.set(accountId, last);
    await before;
    return () => {
      mine.resolve();
      if (queues.get(accountId) === last) queues.delete(accountId);
    };
  };

  return {
    of: (account, endpointId) => async (address, signal) => {
      const waitsFromMs = monotonicMs();
      const leave = await enter(account.id);
      const isLate = () => signal?.aborted === true || monotonicMs() - waitsFromMs >= WAIT_AT_MOST_MS;
      try {
        while (!isLate()) {
          const turn = await askForTurn(db, account);
          if ('token' in turn) {
            // Should a probe break off without a word, the next in line does not wait for ever.
            const overdue = setTimeout(leave, TURN_MS);
            overdue.unref();
            const ended = (bind: EndedBind) => endTurn(db, account, turn.token, { bind, address, endpointId });
            const goOn = () => {
              clearTimeout(overdue);
              leave();
            };
            return {
              ended: (bind) =>
                stubbornly(() => ended(bind))
                  .catch(onError)
                  .finally(goOn),
            };
          }
          if ('because' in turn) {
            leave();
            return turn;
          }
          await wait(ASK_AGAIN_MS);
        }
      } catch (error) {
        onError(error);
      }
      // No turn, no bind: the password was not sent.
      leave();
      return { because: busyBecause };
    },
  };
}

type AskedTurn = { token: string } | { because: string } | { status: 'busy' };

/** Nobody holds the turn any more: its time is over, or was given by a clock that has been set back since. */
const ranOut = Prisma.sql`NOT (turn_until > clock_timestamp() AND turn_until <= clock_timestamp() + ${TURN_MS} * interval '1 millisecond')`;

/** A turn, why there will be none, or that somebody else has it. */
async function askForTurn(db: Database, { id, version }: UsableAccount): Promise<AskedTurn> {
  const token = randomUUID();
  const given = await db.$executeRaw`
    UPDATE bind_accounts SET turn_token = ${token}::uuid, turn_until = clock_timestamp() + ${TURN_MS} * interval '1 millisecond'
    WHERE id = ${id}::uuid AND version = ${version}::uuid AND held_since IS NULL
      AND (turn_token IS NULL OR (proven_at IS NOT NULL AND ${ranOut}))`;
  if (given === 1) return { token };
  await db.$executeRaw`
    UPDATE bind_accounts SET turn_token = NULL, turn_until = NULL, held_since = clock_timestamp(), held_because = ${unfinishedWords}
    WHERE id = ${id}::uuid AND version = ${version}::uuid AND held_since IS NULL
      AND turn_token IS NOT NULL AND proven_at IS NULL AND ${ranOut}`;
  const [now] = await db.$queryRaw<{ version: string; held: boolean }[]>`
    SELECT version, held_since IS NOT NULL AS held FROM bind_accounts WHERE id = ${id}::uuid`;
  if (now?.version !== version) return { because: changedBecause };
  return now.held ? { because: accountOnHoldBecause } : { status: 'busy' };
}

/**
 * Writes what became of a turn: first the hold, then that the next may come. What was answered counts for the password that was sent, by
 * its `version`, also when the turn ran out meanwhile.
 */
async function endTurn(
  db: Database,
  { id, version }: UsableAccount,
  token: string,
  { bind, address, endpointId }: { bind: EndedBind; address: string; endpointId: string | null },
): Promise<void> {
  if (bind.status === 'failed' && (refuses(bind) || leavesOpen(bind))) {
    await db.$executeRaw`
      UPDATE bind_accounts SET held_since = clock_timestamp(), held_because = ${storable(wordsOf(bind))},
        held_failure = ${JSON.stringify(storable({ address, bind }))}::jsonb,
        held_endpoint_id = (SELECT id FROM endpoints WHERE id = ${endpointId}::uuid)
      WHERE id = ${id}::uuid AND version = ${version}::uuid AND held_since IS NULL AND (${refuses(bind)} OR proven_at IS NULL)`;
  }
  await db.$executeRaw`
    UPDATE bind_accounts SET turn_token = NULL, turn_until = NULL,
      proven_at = CASE WHEN ${bind.status === 'ok'} THEN coalesce(proven_at, clock_timestamp()) ELSE proven_at END
    WHERE id = ${id}::uuid AND turn_token = ${token}::uuid`;
}

/** The server refused the account or its password: sent again, it would count again. */
function refuses({ code, detail }: FailedBind): boolean {
  if (code === 'rejected' || code === 'restricted') return true;
  return code === 'result' && !passingResultCodes.includes(detail.resultCode ?? -1);
}

/** Nobody knows whether the server counted it. */
const leavesOpen = ({ code }: FailedBind): boolean => code === 'timeout' || code === 'closed' || code === 'unclassified';

function wordsOf({ code, detail }: FailedBind): string {
  const said = detail.diagnosticMessage === null || detail.diagnosticMessage === '' ? '' : ` It said: ${detail.diagnosticMessage}`;
  if (code === 'rejected') return `The server refused the name or the password.${said}`;
  if (code === 'restricted') return `The server does not let this account in.${said}`;
  if (code === 'result') return `The server refused the bind with result code ${detail.resultCode ?? 'unknown'}.${said}`;
  return 'The server gave no answer to the first bind, so nobody knows whether it counted the attempt.';
}

async function stubbornly(write: () => Promise<void>): Promise<void> {
  for (const pauseMs of WRITE_AGAIN_AFTER_MS) {
    try {
      return await write();
    } catch {
      await wait(pauseMs);
    }
  }
  return write();
}
