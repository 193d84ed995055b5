import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts a module of this folder as a process of its own. It ends with this process. */
export function forkModule(name: string, args: readonly string[] = [], execArgv: readonly string[] = []): ChildProcess {
  return fork(fileURLToPath(new URL(name, import.meta.url)), [...args], {
    execArgv: [...execArgv],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** The next message of a child; an error when it ends instead, or says nothing for `timeoutMs`. */
export async function nextMessage<Message>(child: ChildProcess, timeoutMs: number): Promise<Message> {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(timeoutMs)]);
  const ended = once(child, 'exit', { signal }).then(([code]): never => {
    throw new Error(`A process of the benchmark ended with exit code ${code}.`);
  });
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), ended]);
    return message as Message;
  } finally {
    ended.catch(() => undefined);
    stop.abort();
  }
}

/** Sends a message and waits for the answer. */
export async function ask<Answer>(child: ChildProcess, message: object, timeoutMs: number): Promise<Answer> {
  const answer = nextMessage<Answer>(child, timeoutMs);
  child.send(message);
  return answer;
}

/** Lets a child go and waits until it has ended. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}
