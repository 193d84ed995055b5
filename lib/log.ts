import pino from 'pino';

/** Paths whose values never reach a log line. */
export const redactedPaths = [
  'password',
  'secret',
  'secretKey',
  'token',
  'authorization',
  'cookie',
  'databaseUrl',
  'connectionString',
  'bindPassword',
  'dn',
].flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

/** `scheme://user:password@host` inside any text becomes `scheme://user:***@host`. */
export const hideUrlPasswords = (text: string): string => text.replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]+:)[^\s/@]+@/gi, '$1***@');

let root: pino.Logger | null = null;

/** Sets the level and destination of this process's logs; call once, before the first line. Without it: info, standard error. */
export function configureLog(options: { level: pino.LevelWithSilent; destination?: pino.DestinationStream }): void {
  root = create(options.level, options.destination);
}

/** Type, code, message and stack, and the causes behind it; nothing else that a library hung on the error (pg hangs its client). */
function describeError(error: unknown, depth: number): Record<string, unknown> {
  if (!(error instanceof Error)) {
    const words = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
    return { message: hideUrlPasswords(typeof words === 'string' ? words : JSON.stringify(words)) };
  }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause = error.cause === undefined || depth === 0 ? {} : { cause: describeError(error.cause, depth - 1) };
  return { type: error.name, ...code, message: hideUrlPasswords(error.message), stack: hideUrlPasswords(error.stack ?? ''), ...cause };
}

function create(level: pino.LevelWithSilent, destination: pino.DestinationStream = pino.destination({ dest: 2, sync: true })): pino.Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redactedPaths, censor: '[redacted]' },
      serializers: {
        err: (error: unknown) => describeError(error, 3),
      },
    },
    destination,
  );
}

/** JSON lines on standard error, named by the part that writes them. Secrets are redacted by name and in URLs of errors. */
export function log(component: string): pino.Logger {
  root ??= create('info');
  return root.child({ component });
}
