import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** SHA-256 over names and contents of the files that the patterns (relative to `folder`) find, in a fixed order. Tests and generated code do not count. */
export function fingerprint(folder: string, patterns: readonly string[], salt = ''): string {
  const hash = createHash('sha256').update(salt);
  for (const file of globSync([...patterns], { cwd: folder, exclude: ['**/*.test.{ts,tsx}', '**/testing/**', '**/generated/**'] }).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(folder, file)));
  }
  return hash.digest('hex');
}

/** Does the marker file hold this fingerprint? */
export const isCurrent = (marker: string, wanted: string): boolean => existsSync(marker) && readFileSync(marker, 'utf8') === wanted;
