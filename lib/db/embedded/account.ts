import { type SpawnOptions, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

/** How to run PostgreSQL's programs, which refuse to run as root. */
export type Account = {
  /** Owner of the server's files; null when no change of owner is needed. */
  owner: { uid: number; gid: number } | null;
  command: (program: string, args: readonly string[]) => { file: string; args: string[]; options: Pick<SpawnOptions, 'uid' | 'gid'> };
};

const nobody = { uid: 65_534, gid: 65_534 };

const asMyself: Account = { owner: null, command: (program, args) => ({ file: program, args: [...args], options: {} }) };
const asNobody: Account = { owner: nobody, command: (program, args) => ({ file: program, args: [...args], options: nobody }) };
/** Still root for the file system, but not in PostgreSQL's eyes. */
const inUserNamespace: Account = {
  owner: null,
  command: (program, args) => ({ file: 'unshare', args: ['--user', `--map-user=${nobody.uid}`, '--', program, ...args], options: {} }),
};

/**
 * The account for a server in `dataFolder`: this process's own unless it is root; then a user namespace, whose files and socket only
 * root can open; then `nobody` where it can reach programs and data. Throws with the way out (DATABASE_URL) when neither works.
 */
export function chooseAccount(postgres: string, dataFolder: string): Account {
  if (process.getuid?.() !== 0) return asMyself;
  const cluster = path.join(dataFolder, 'postgres');
  if (existsSync(cluster)) return statSync(cluster).uid === nobody.uid ? asNobody : inUserNamespace;
  if (runs(inUserNamespace, postgres)) return inUserNamespace;
  if (runs(asNobody, postgres) && reaches(nobody.uid, dataFolder)) return asNobody;
  throw new Error(
    'The embedded PostgreSQL does not run as root, and neither the account nobody nor a user namespace can be used here. Start Port636 as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

function runs(account: Account, postgres: string): boolean {
  const { file, args, options } = account.command(postgres, ['--version']);
  return spawnSync(file, args, { ...options, cwd: '/', stdio: 'ignore', timeout: 10_000 }).status === 0;
}

function reaches(uid: number, folder: string): boolean {
  return spawnSync('test', ['-x', folder], { uid, gid: nobody.gid, cwd: '/', stdio: 'ignore', timeout: 10_000 }).status === 0;
}
