import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { now } from '../../lib/clock.ts';
import { settings } from '../../lib/config/env.ts';
import { runningServerUrl } from '../../lib/db/embedded/running.ts';
import { AppError } from '../../lib/errors.ts';
import { listBytesMax } from '../../lib/fleet/import/decode.ts';
import { ensureGenerated } from '../start/build.ts';
import { errorText } from '../start/error-text.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

/**
 * Imports a list of hosts, as CSV or with one host per line: `port636 import FILE [--dry-run]`. Returns the exit code: 0 when it is
 * done or there is nothing to do, 1 when it could not be done, 3 for a faulty file or command line.
 */
export async function importHosts(projectFolder: string, args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { 'dry-run': { type: 'boolean' } }, allowPositionals: true, strict: true });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    complain('Name one file: port636 import FILE [--dry-run]');
    return 3;
  }
  const bytes = readBounded(file);
  if (typeof bytes === 'string') {
    complain(bytes);
    return 3;
  }
  const url = settings().databaseUrl ?? runningServerUrl(settings().dataFolder);
  if (url === null) {
    complain(`No database is running in ${settings().dataFolder}. Start Port636 first (npm start), or set DATABASE_URL.`);
    return 1;
  }
  await ensureGenerated(projectFolder);
  return carryOut(url, { name: path.basename(file), bytes }, values['dry-run'] === true);
}

/** The file's bytes, or in words why they cannot be had. */
function readBounded(file: string): Uint8Array | string {
  try {
    const { size } = statSync(file);
    return size > listBytesMax ? `${file} has ${size} bytes; at most ${listBytesMax} are allowed. Split it.` : readFileSync(file);
  } catch (error) {
    return `${file} cannot be read: ${errorText(error)}`;
  }
}

async function carryOut(url: string, list: { name: string; bytes: Uint8Array }, isDry: boolean): Promise<number> {
  const { createDatabase } = await import('../../lib/db/client.ts');
  const { importList } = await import('../../lib/fleet/import/import-list.ts');
  const db = createDatabase(url);
  try {
    const { counts, rows } = await importList({ db, now: now(), actor: 'command line' }, list, { isDry });
    for (const { line, state, host, port, words } of rows)
      if (state !== 'unchanged') say(`Line ${line}: ${state} ${host}${port === null ? '' : ` ${port}`}. ${words.join(' ')}`.trimEnd());
    say(`Hosts: ${counts.new} new, ${counts.changed} changed, ${counts.unchanged} unchanged; doors: ${counts.doorsNew} new.`);
    if (isDry) say('Nothing was changed: this was a dry run.');
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    for (const { message } of error.faults.length > 0 ? error.faults : [error]) complain(message);
    complain('Nothing was changed.');
    return error.code === 'invalid-input' ? 3 : 1;
  } finally {
    await db.$disconnect();
  }
}
