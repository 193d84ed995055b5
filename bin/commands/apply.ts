import path from 'node:path';
import { parseArgs } from 'node:util';
import { now } from '../../lib/clock.ts';
import { settings } from '../../lib/config/env.ts';
import { runningServerUrl } from '../../lib/db/embedded/running.ts';
import { AppError } from '../../lib/errors.ts';
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
  return carryOut(url, result.given, { isDry: values['dry-run'] === true, prune: values.prune === true });
}

async function carryOut(
  url: string,
  given: Parameters<typeof import('../../lib/fleet/fleet-file/apply-fleet-file.ts').applyFleetFile>[1],
  { isDry, prune }: { isDry: boolean; prune: boolean },
): Promise<number> {
  const { createDatabase } = await import('../../lib/db/client.ts');
  const { applyFleetFile, planFleetFile } = await import('../../lib/fleet/fleet-file/apply-fleet-file.ts');
  const { describePlan } = await import('../../lib/fleet/fleet-file/describe-plan.ts');
  const db = createDatabase(url);
  const context = { db, now: now(), actor: 'fleet file' };
  const options = { prune, intervalSeconds: settings().probe.intervalSeconds };
  try {
    const plan = await (isDry ? planFleetFile : applyFleetFile)(context, given, options);
    for (const line of describePlan(plan, !isDry)) say(line);
    if (isDry) say('Nothing was changed: this was a dry run.');
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.faults.length === 0) complain(error.message);
    for (const { message } of error.faults) complain(message);
    complain('Nothing was changed.');
    return error.code === 'invalid-input' ? 3 : 1;
  } finally {
    await db.$disconnect();
  }
}
