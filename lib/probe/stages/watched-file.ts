import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { monotonicMs } from '#lib/clock.ts';

type Cached<T> = { content: T; modifiedMs: number; size: number; lookedAtMs: number };

const LOOK_AGAIN_AFTER_MS = 1_000;

/**
 * A reader of small system files by path: parsed once, looked at again at most once a second, and parsed again when the file
 * has changed. At most `maximumBytes` are read; a file that cannot be read counts as empty text.
 */
export function watchedFile<T>(parse: (text: string) => T, maximumBytes: number): (path: string) => T {
  const cache = new Map<string, Cached<T>>();
  return (path) => {
    const cached = cache.get(path);
    const atMs = monotonicMs();
    if (cached !== undefined && atMs - cached.lookedAtMs < LOOK_AGAIN_AFTER_MS) return cached.content;
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined || !status.isFile()) {
      cache.delete(path);
      return parse('');
    }
    if (cached !== undefined && cached.modifiedMs === status.mtimeMs && cached.size === status.size) {
      cached.lookedAtMs = atMs;
      return cached.content;
    }
    const content = parse(readBeginning(path, Math.min(status.size, maximumBytes)));
    cache.set(path, { content, modifiedMs: status.mtimeMs, size: status.size, lookedAtMs: atMs });
    return content;
  };
}

function readBeginning(path: string, bytes: number): string {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const buffer = Buffer.alloc(bytes);
    return buffer.subarray(0, readSync(file, buffer, 0, bytes, 0)).toString('utf8');
  } catch {
    return '';
  } finally {
    if (file !== null) closeSync(file);
  }
}
