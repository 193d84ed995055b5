import path from 'node:path';
import { parseArgs } from 'node:util';
import { settings } from '../../lib/config/env.ts';
import { databaseUrl } from '../../lib/db/url.ts';
import { configureLog, log } from '../../lib/log.ts';
import { ensureGenerated } from '../start/build.ts';
import { errorText } from '../start/error-text.ts';

/** The worker alone: schedule, probes, retention. Runs until SIGINT or SIGTERM. Returns the exit code; 1 asks to be started again. */
export async function worker(args: string[]): Promise<number> {
  let location: string;
  try {
    location = parseArgs({ args, options: { location: { type: 'string' } }, strict: true }).values.location ?? settings().location;
    databaseUrl();
    configureLog({ level: settings().logLevel });
  } catch (error) {
    process.stderr.write(`${errorText(error)}\n`);
    return 3;
  }
  await ensureGenerated(path.resolve(import.meta.dirname, '..', '..'));
  const { runWorker } = await import('../../lib/worker/main.ts');
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  try {
    await runWorker({ location, signal: stop.signal });
    return 0;
  } catch (error) {
    log('worker').fatal({ err: error }, 'the worker ends');
    return 1;
  }
}
