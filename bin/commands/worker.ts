import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Settings, settings } from '../../lib/config/env.ts';
import { variables } from '../../lib/config/variables.ts';
import { databaseUrl } from '../../lib/db/url.ts';
import { configureLog, log } from '../../lib/log.ts';
import { ensureGenerated } from '../start/build.ts';
import { errorText } from '../start/error-text.ts';

/** The worker alone: schedule, probes, retention. Runs until SIGINT or SIGTERM. Returns the exit code; 1 asks to be started again. */
export async function worker(args: string[]): Promise<number> {
  let given: Settings;
  try {
    given = withArguments(args);
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
    await runWorker({ location: given.location, signal: stop.signal, settings: given });
    return 0;
  } catch (error) {
    log('worker').fatal({ err: error }, 'the worker ends');
    return 1;
  }
}

/** The settings with what the command line says instead. Throws with what is allowed. */
function withArguments(args: string[]): Settings {
  const { values } = parseArgs({ args, options: { location: { type: 'string' }, reach: { type: 'string' } }, strict: true });
  const checked = <Value>(option: string, text: string | undefined, schema: { parse: (text: string) => Value }, fallback: Value): Value => {
    if (text === undefined) return fallback;
    try {
      return schema.parse(text);
    } catch (cause) {
      const allowed = cause instanceof z.ZodError ? cause.issues.map(({ message }) => message).join('; ') : String(cause);
      throw new Error(`--${option} is ${JSON.stringify(text)}: ${allowed}.`, { cause });
    }
  };
  const current = settings();
  return {
    ...current,
    location: checked('location', values.location, variables.PORT636_LOCATION.schema, current.location),
    reach: checked('reach', values.reach, variables.PORT636_REACH.schema, current.reach),
  };
}
