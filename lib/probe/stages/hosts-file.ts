import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { platform } from 'node:os';
import { monotonicMs } from '#lib/clock.ts';
import { limits } from '../limits.ts';

/** Where the operating system keeps its hosts file. */
export const systemHostsFile = platform() === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts';

/** Names (lower-case, without a trailing dot) to addresses in the order of the file. */
export type HostsTable = ReadonlyMap<string, readonly string[]>;

/** Reads the text of a hosts file: an address, then its names, `#` begins a comment (hosts(5)). */
export function parseHosts(text: string): HostsTable {
  const table = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const comment = line.indexOf('#');
    const [address, ...names] = (comment < 0 ? line : line.slice(0, comment)).trim().split(/\s+/);
    if (address === undefined || isIP(address) === 0) continue;
    for (const name of names) {
      const key = comparableName(name);
      const addresses = table.get(key);
      if (addresses === undefined) table.set(key, [address]);
      else if (!addresses.includes(address)) addresses.push(address);
    }
  }
  return table;
}

/** A name as compared: lower-case, without the trailing dot of a fully qualified one. */
export const comparableName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

type Cached = { table: HostsTable; modifiedMs: number; size: number; lookedAtMs: number };
const cache = new Map<string, Cached>();
const LOOK_AGAIN_AFTER_MS = 1_000;
const empty: HostsTable = new Map();

/** Addresses of a name in a hosts file. The file is read again when it changed; one that cannot be read is empty. */
export function lookUpHosts(path: string, name: string): readonly string[] {
  return hostsTable(path).get(comparableName(name)) ?? [];
}

function hostsTable(path: string): HostsTable {
  const cached = cache.get(path);
  const atMs = monotonicMs();
  if (cached !== undefined && atMs - cached.lookedAtMs < LOOK_AGAIN_AFTER_MS) return cached.table;
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined || !status.isFile()) {
    cache.delete(path);
    return empty;
  }
  if (cached !== undefined && cached.modifiedMs === status.mtimeMs && cached.size === status.size) {
    cached.lookedAtMs = atMs;
    return cached.table;
  }
  const table = parseHosts(readBeginning(path, Math.min(status.size, limits.hostsFileBytes)));
  cache.set(path, { table, modifiedMs: status.mtimeMs, size: status.size, lookedAtMs: atMs });
  return table;
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
