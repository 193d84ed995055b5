import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseSecretKey, SECRET_KEY_BYTES } from '../config/secret-key.ts';

/** Name of the file in the data folder that holds the key where no setting does. */
const KEY_FILE = 'secret-key';

/**
 * The key of the data folder, made when there is none yet: readable for its owner alone. Several processes that make it at the same
 * time all get the one that was first. Throws when the file holds no key or cannot be read or written.
 */
export function makeOrReadKeyFile(dataFolder: string): Uint8Array {
  const known = readKeyFile(dataFolder);
  if (known !== null) return known;
  mkdirSync(dataFolder, { recursive: true });
  const draft = path.join(dataFolder, `${KEY_FILE}.${process.pid}.${randomBytes(4).toString('hex')}`);
  writeFileSync(draft, `${randomBytes(SECRET_KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    // A link appears with its whole content or not at all, and never replaces what is there.
    linkSync(draft, path.join(dataFolder, KEY_FILE));
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const made = readKeyFile(dataFolder);
  if (made === null) throw new Error(`The key ${path.join(dataFolder, KEY_FILE)} is gone as soon as it was made.`);
  return made;
}

/** The key of the data folder; null when none was made yet. Throws when the file holds no key or cannot be read. */
export function readKeyFile(dataFolder: string): Uint8Array | null {
  const file = path.join(dataFolder, KEY_FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  const key = parseSecretKey(text);
  if (key === null) throw new Error(`${file} does not hold a key of ${SECRET_KEY_BYTES} bytes in base64 or hexadecimal.`);
  return key;
}

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;
