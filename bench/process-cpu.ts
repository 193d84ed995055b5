import { existsSync, readFileSync } from 'node:fs';

/** USER_HZ of Linux: the unit of times in /proc, on every architecture that Node runs on (proc(5), sysconf(3)). */
const TICKS_PER_SECOND = 100;

/** CPU time of other processes is read from /proc, which only Linux has. */
export const canReadProcessCpu = existsSync('/proc/self/stat');

/** Fields of /proc/<pid>/stat from the third on; the second is the command in parentheses, which may hold anything. */
function statFields(pid: number | 'self'): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

const milliseconds = (ticks: number): number => (ticks * 1000) / TICKS_PER_SECOND;

/** CPU time of a process so far, user and system, in ms (fields 14 and 15). */
export function processCpuMs(pid: number): number {
  const fields = statFields(pid);
  return milliseconds(Number(fields[11]) + Number(fields[12]));
}

/** CPU time of the children of this process that have ended, in ms (fields 16 and 17). */
export function endedChildrenCpuMs(): number {
  const fields = statFields('self');
  return milliseconds(Number(fields[13]) + Number(fields[14]));
}

/** The only child of a process. */
export function onlyChildOf(pid: number): number {
  const [child, ...others] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  if (child === undefined || Number.isNaN(child) || others.length > 0) throw new Error(`Process ${pid} does not have exactly one child.`);
  return child;
}
