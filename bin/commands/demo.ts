import path from 'node:path';
import { type Settings, settings } from '../../lib/config/env.ts';
import { databaseUrl } from '../../lib/db/url.ts';
import { configureLog, log } from '../../lib/log.ts';
import { ensureGenerated } from '../start/build.ts';
import { errorText } from '../start/error-text.ts';

/** Simulates the demonstration fleet until SIGINT or SIGTERM, or until nobody wants it. Returns the exit code; 1 asks to be started again. */
export async function demo(): Promise<number> {
  let given: Settings;
  try {
    given = settings();
    databaseUrl();
    configureLog({ level: given.logLevel });
  } catch (error) {
    process.stderr.write(`${errorText(error)}\n`);
    return 3;
  }
  await ensureGenerated(path.resolve(import.meta.dirname, '..', '..'));
  const { runDemo } = await import('../../lib/demo/run-demo.ts');
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  try {
    await runDemo({ signal: stop.signal, settings: given });
    return 0;
  } catch (error) {
    log('demo').fatal({ err: error }, 'the demo fleet ends');
    return 1;
  }
}
