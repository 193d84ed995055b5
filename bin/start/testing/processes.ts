import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export type Part = 'worker' | 'web' | 'database';
export type RunningProcess = { pid: number; parent: number; command: string };

/** What runs on this machine and is no zombie. */
export function listProcesses(): RunningProcess[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || parent === undefined || state?.startsWith('Z')
      ? []
      : [{ pid: Number(pid), parent: Number(parent), command: command ?? '' }];
  });
}

/** Children of a process, their children, and so on. */
export function descendants(pid: number, all: readonly RunningProcess[] = listProcesses()): RunningProcess[] {
  return all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...descendants(child.pid, all)]);
}

/** Process ids of the supervisor's own children, by part. */
export function partsOf(supervisor: number, all: readonly RunningProcess[] = listProcesses()): Record<Part, number[]> {
  const parts: Record<Part, number[]> = { worker: [], web: [], database: [] };
  for (const { pid, command } of all.filter(({ parent }) => parent === supervisor)) {
    if (/postgres.* -D /.test(command)) parts.database.push(pid);
    else if (/port636\.ts worker/.test(command)) parts.worker.push(pid);
    else if (/next-server|standalone\/server\.js/.test(command)) parts.web.push(pid);
  }
  return parts;
}

export function isRunning(pid: number): boolean {
  return listProcesses().some((each) => each.pid === pid);
}

/** Waits until the condition holds; throws with the words after `timeoutMs`. Returns how long it took in milliseconds. */
export async function until(words: string, timeoutMs: number, condition: () => boolean | Promise<boolean>): Promise<number> {
  const startedMs = performance.now();
  while (!(await condition())) {
    if (performance.now() - startedMs > timeoutMs) throw new Error(`Not within ${timeoutMs / 1_000} s: ${words}`);
    await sleep(50);
  }
  return performance.now() - startedMs;
}
