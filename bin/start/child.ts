import { type ChildProcess, spawn } from 'node:child_process';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../lib/clock.ts';
import { log } from '../../lib/log.ts';

export type ChildSpec = { name: string; args: string[]; cwd: string; environment: Record<string, string | undefined> };
/** A part that is started again when it dies. */
export type SupervisedChild = { name: string; pid: () => number | undefined; stop: (timeoutMs: number) => Promise<void> };

const healthyAfterMs = 10_000;

/** How long to wait before the next start after `failures` quick deaths in a row: 0.1 s doubling to 10 s. */
export const restartDelayMs = (failures: number): number => Math.min(10_000, 100 * 2 ** Math.max(0, failures - 1));

/** Starts a part under this Node and keeps it running until `stop`. Its output becomes log lines of this process. */
export function superviseChild(spec: ChildSpec): SupervisedChild {
  const logger = log(spec.name);
  const stopping = new AbortController();
  let child: ChildProcess | null = null;

  const runOnce = () =>
    new Promise<void>((resolve) => {
      const started = spawn(process.execPath, spec.args, {
        cwd: spec.cwd,
        env: { ...process.env, ...spec.environment, PORT636_SUPERVISED: '1' },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      child = started;
      passOn(started, logger);
      started.once('error', (error) => {
        logger.error({ err: error }, 'could not be started');
        resolve();
      });
      started.once('exit', (code, signal) => {
        if (!stopping.signal.aborted) logger.error({ code, signal }, 'ended unexpectedly; starting it again');
        resolve();
      });
    });

  const loop = (async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const startedMs = monotonicMs();
      await runOnce();
      failures = monotonicMs() - startedMs > healthyAfterMs ? 1 : failures + 1;
      await sleep(restartDelayMs(failures), undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();

  return {
    name: spec.name,
    pid: () => child?.pid,
    stop: async (timeoutMs) => {
      stopping.abort();
      child?.kill('SIGTERM');
      const timer = setTimeout(() => child?.kill('SIGKILL'), timeoutMs);
      await loop;
      clearTimeout(timer);
    },
  };
}

/** JSON lines go through as they are; anything else becomes a line of the log. */
function passOn(child: ChildProcess, logger: ReturnType<typeof log>): void {
  for (const [stream, level] of [
    [child.stdout, 'debug'],
    [child.stderr, 'warn'],
  ] as const) {
    if (!stream) continue;
    readline.createInterface({ input: stream }).on('line', (line) => {
      if (line.startsWith('{') && line.endsWith('}')) process.stderr.write(`${line}\n`);
      else if (line.trim()) logger[level](line);
    });
  }
}
