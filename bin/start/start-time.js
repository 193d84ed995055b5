// Plain JavaScript, because it is needed before the dependencies and their Node are there.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When a process began, in the system's own words; null when there is no such process. Together with the id it names one process:
 * ids are given again after a while, and after a reboot.
 * @param {number} pid
 * @returns {string | null}
 */
export function startTime(pid) {
  try {
    if (process.platform === 'linux') {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
      return fields?.[0] === 'Z' ? null : (fields?.[19] ?? null);
    }
    if (process.platform === 'win32') {
      process.kill(pid, 0);
      return '';
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}
