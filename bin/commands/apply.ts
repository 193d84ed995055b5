import path from 'node:path';
import { parseArgs } from 'node:util';
import { settings } from '../../lib/config/env.ts';
import { runningServerUrl } from '../../lib/db/embedded/running.ts';
import { carryOut } from '../apply/carry-out.ts';
import { readGivenFile } from '../apply/given-file.ts';
import { ensureGenerated } from '../start/build.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

/**
 * Makes the fleet what a file says: `port636 apply FILE [--dry-run] [--prune]`. Tells the plan, then carries it out, all or nothing.
 * Returns the exit code: 0 when it is done or there is nothing to do, 1 when it could not be done, 3 for a faulty file or command line.
 */
export async function apply(projectFolder: string, args: string[]): Promise<number> {
  const options = { 'dry-run': { type: 'boolean' }, prune: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    complain('Name one file: port636 apply FILE [--dry-run] [--prune]');
    return 3;
  }
  const result = readGivenFile(path.resolve(file));
  if (!result.ok) {
    for (const { message } of result.faults) complain(message);
    return 3;
  }
  const url = settings().databaseUrl ?? runningServerUrl(settings().dataFolder);
  if (url === null) {
    complain(`No database is running in ${settings().dataFolder}. Start Port636 first (npm start), or set DATABASE_URL.`);
    return 1;
  }
  await ensureGenerated(projectFolder);
  return carryOut(url, result.given, { isDry: values['dry-run'] === true, prune: values.prune === true }, { say, complain });
}
