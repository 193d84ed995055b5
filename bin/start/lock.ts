import { execFileSync } from 'node:child_process';
import { closeSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Who holds the folder. */
export type Holder = { pid: number; address: string; startedAt: string };
export type Lock = { holder: null; release: () => void } | { holder: Holder };

/**
 * Takes the one lock of a data folder, or says who holds it. A lock of a process that is gone (killed, or from before a reboot:
 * the process's start time is compared too) is renamed away, so that of several starts at once exactly one gets it.
 */
export function takeLock(dataFolder: string, address: string): Lock {
  mkdirSync(dataFolder, { recursive: true });
  const file = path.join(dataFolder, 'port636.lock');
  const mine: Holder = { pid: process.pid, address, startedAt: startTime(process.pid) ?? '' };
  const draft = `${file}.${process.pid}`;
  for (let attempt = 0; attempt < 10; attempt++) {
    writeWhole(draft, JSON.stringify(mine));
    try {
      // A hard link appears with its content, all at once or not at all.
      linkSync(draft, file);
      rmSync(draft, { force: true });
      return { holder: null, release: () => rmSync(file, { force: true }) };
    } catch (error) {
      rmSync(draft, { force: true });
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder && startTime(holder.pid) === holder.startedAt) return { holder };
    try {
      renameSync(file, `${file}.stale-${process.pid}`);
      rmSync(`${file}.stale-${process.pid}`, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Error(`${file} cannot be taken: other processes keep taking it.`);
}

function writeWhole(file: string, text: string): void {
  const descriptor = openSync(file, 'w', 0o644);
  writeSync(descriptor, text);
  closeSync(descriptor);
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

/** When the process began, in the system's own words; null when there is no such process. */
export function startTime(pid: number): string | null {
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
