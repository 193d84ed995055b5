import type { Database } from '../../db/client.ts';
import { secretPlace } from '../../fleet/bind-account.ts';
import { accountOnHoldBecause } from '../../probe/evidence.ts';
import type { ProbeOptions } from '../../probe/options.ts';
import type { SecretBox } from '../../secrets/secret-box.ts';
import type { AccountTurns, UsableAccount } from './account-turns.ts';

/** Reads the key when it is needed; null when there is none. Throws when its file cannot be used. */
export type KeySource = () => SecretBox | null;

/** none: no account is set up. unusable: there is one, and why it cannot be used. */
type LoadedAccount = { status: 'none' } | { status: 'unusable'; because: string } | { status: 'usable'; account: UsableAccount };

const keyMissing = 'the key that the password of the account is encrypted with is not known to this worker (PORT636_SECRET_KEY)';
const keyUnusable = 'the key that the password of the account is encrypted with cannot be read by this worker';
const secretDamaged = 'the stored password of the account is damaged: it has to be set again';

/** The account that checks of a host bind with: its own, else its domain's. */
async function loadAccount(db: Database, hostId: string, key: KeySource): Promise<LoadedAccount> {
  const [row] = await db.$queryRaw<
    { id: string; version: string; dn: string; secret_ciphertext: Uint8Array; secret_key_id: string; held: boolean }[]
  >`
    SELECT account.id, account.version, account.dn, account.secret_ciphertext, account.secret_key_id, account.held_since IS NOT NULL AS held
    FROM bind_accounts AS account JOIN hosts AS host ON account.host_id = host.id OR account.domain_id = host.domain_id
    WHERE host.id = ${hostId}::uuid ORDER BY account.host_id NULLS LAST LIMIT 1`;
  if (row === undefined) return { status: 'none' };
  if (row.held) return { status: 'unusable', because: accountOnHoldBecause };
  let box: SecretBox | null;
  try {
    box = key();
  } catch {
    return { status: 'unusable', because: keyUnusable };
  }
  if (box === null) return { status: 'unusable', because: keyMissing };
  const opened = box.open({ ciphertext: row.secret_ciphertext, keyId: row.secret_key_id }, secretPlace(row.id));
  if (opened.status !== 'ok') return { status: 'unusable', because: opened.status === 'wrong-key' ? keyMissing : secretDamaged };
  return { status: 'usable', account: { id: row.id, version: row.version, dn: row.dn, password: opened.secret } };
}

/** What a probe needs to bind, or why it may not; nothing where no account is set up. */
export type AccountSource = {
  optionsFor(endpoint: { hostId: string; endpointId: string }): Promise<Pick<ProbeOptions, 'bind' | 'noBindBecause'>>;
};

export function createAccountSource(db: Database, key: KeySource, turns: AccountTurns): AccountSource {
  return {
    async optionsFor({ hostId, endpointId }) {
      const loaded = await loadAccount(db, hostId, key);
      if (loaded.status === 'none') return {};
      if (loaded.status === 'unusable') return { noBindBecause: loaded.because };
      const { dn, password } = loaded.account;
      return { bind: { dn, password, turn: turns.of(loaded.account, endpointId) } };
    },
  };
}
