import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startTime } from './start-time.js';

/** Who holds the folder. */
export type Holder = { pid: number; address: string; startedAt: string };
export type Lock = { holder: null; release: () => void } | { holder: Holder };

/**
 * Takes the one lock of a data folder, or says who holds it. A lock of a process that is gone (killed, or from before a reboot:
 * the process's start time is compared too) is removed, by one process at a time, so that of several starts at once exactly one
 * gets it.
 */
export function takeLock(dataFolder: string, address: string): Lock {
  mkdirSync(dataFolder, { recursive: true });
  const file = path.join(dataFolder, 'port636.lock');
  const mine: Holder = { pid: process.pid, address, startedAt: startTime(process.pid) ?? '' };
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    if (claim(file, mine)) return { holder: null, release: () => releaseOwn(file, mine) };
    const holder = readHolder(file);
    if (holder && isAlive(holder)) return { holder };
    removeStale(file, mine);
  }
  throw new Error(`${file} cannot be taken: other processes keep taking it.`);
}

const attemptsMax = 100;

/** Creates the file with its content, all at once, unless it exists: a hard link cannot be half there. */
function claim(file: string, mine: Holder): boolean {
  const draft = `${file}.${mine.pid}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(mine));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a lock whose holder is gone. Under a lock of its own: else a start could remove what another has just taken. */
function removeStale(file: string, mine: Holder): void {
  const removal = `${file}.removal`;
  if (!claim(removal, mine)) {
    const remover = readHolder(removal);
    if (remover === null || !isAlive(remover)) rmSync(removal, { force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    return;
  }
  try {
    const holder = readHolder(file);
    if (holder === null || !isAlive(holder)) rmSync(file, { force: true });
  } finally {
    rmSync(removal, { force: true });
  }
}

const isAlive = (holder: Holder): boolean => startTime(holder.pid) === holder.startedAt;

function releaseOwn(file: string, mine: Holder): void {
  const holder = readHolder(file);
  if (holder?.pid === mine.pid && holder.startedAt === mine.startedAt) rmSync(file, { force: true });
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}
