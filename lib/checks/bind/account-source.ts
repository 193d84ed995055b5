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

type AccountRow = { id: string; version: string; dn: string; secret_ciphertext: Uint8Array; secret_key_id: string; held: boolean };

/** The account that checks of a host bind with: its own, else its domain's. */
async function accountOfHost(db: Database, hostId: string): Promise<AccountRow | undefined> {
  const [row] = await db.$queryRaw<AccountRow[]>`
    SELECT account.id, account.version, account.dn, account.secret_ciphertext, account.secret_key_id, account.held_since IS NOT NULL AS held
    FROM bind_accounts AS account JOIN hosts AS host ON account.host_id = host.id OR account.domain_id = host.domain_id
    WHERE host.id = ${hostId}::uuid ORDER BY account.host_id NULLS LAST LIMIT 1`;
  return row;
}

/** The account of a domain. */
async function accountOfDomain(db: Database, domainName: string): Promise<AccountRow | undefined> {
  const [row] = await db.$queryRaw<AccountRow[]>`
    SELECT account.id, account.version, account.dn, account.secret_ciphertext, account.secret_key_id, account.held_since IS NOT NULL AS held
    FROM bind_accounts AS account JOIN domains AS domain ON account.domain_id = domain.id
    WHERE domain.name = ${domainName}`;
  return row;
}

/** Opens an account's password. */
function openAccount(row: AccountRow | undefined, key: KeySource): LoadedAccount {
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

type AccountOptions = Pick<ProbeOptions, 'bind' | 'noBindBecause'>;

/** What a probe needs to bind, or why it may not; nothing where no account is set up. */
export type AccountSource = {
  optionsFor(endpoint: { hostId: string; endpointId: string }): Promise<AccountOptions>;
  /** The account of a domain, for whoever asks its directory rather than one door. */
  forDomain(domainName: string): Promise<AccountOptions>;
};

export function createAccountSource(db: Database, key: KeySource, turns: AccountTurns): AccountSource {
  const optionsOf = (loaded: LoadedAccount, endpointId: string | null): AccountOptions => {
    if (loaded.status === 'none') return {};
    if (loaded.status === 'unusable') return { noBindBecause: loaded.because };
    const { dn, password } = loaded.account;
    return { bind: { dn, password, turn: turns.of(loaded.account, endpointId) } };
  };
  return {
    optionsFor: async ({ hostId, endpointId }) => optionsOf(openAccount(await accountOfHost(db, hostId), key), endpointId),
    forDomain: async (domainName) => optionsOf(openAccount(await accountOfDomain(db, domainName), key), null),
  };
}
