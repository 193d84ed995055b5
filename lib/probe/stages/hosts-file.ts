import { isIP } from 'node:net';
import { platform } from 'node:os';
import { limits } from '../limits.ts';
import { watchedFile } from './watched-file.ts';

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

const hostsTable = watchedFile(parseHosts, limits.hostsFileBytes);

/** Addresses of a name in a hosts file. The file is read again when it changed; one that cannot be read is empty. */
export function lookUpHosts(path: string, name: string): readonly string[] {
  return hostsTable(path).get(comparableName(name)) ?? [];
}
