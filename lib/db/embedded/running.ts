import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Address of the embedded server that `start` runs in a data folder, for commands beside it; null when none runs there. The server
 * writes the folder of its socket into the fifth line of postmaster.pid (https://www.postgresql.org/docs/18/storage-file-layout.html).
 */
export function runningServerUrl(dataFolder: string): string | null {
  const file = path.join(dataFolder, 'postgres', 'postmaster.pid');
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const socketFolder = lines[4]?.trim();
  return socketFolder ? `postgresql://port636@localhost/postgres?host=${encodeURIComponent(socketFolder)}` : null;
}
