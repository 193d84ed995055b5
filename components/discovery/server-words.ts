import type { ComparedServer } from '#lib/fleet/discovery/views.ts';

/** What a server is in its domain, in words; empty for one that is nothing special. */
export function rolesOf({ globalCatalog, readOnly, primary }: Pick<ComparedServer, 'globalCatalog' | 'readOnly' | 'primary'>): string {
  const roles = [globalCatalog === true && 'global catalog', readOnly === true && 'read-only', primary === true && 'PDC emulator'];
  return roles.filter((role) => role !== false).join(', ');
}

/** Where it was found. */
export const foundIn = ({ inDns, inDirectory }: Pick<ComparedServer, 'inDns' | 'inDirectory'>): string =>
  inDns && inDirectory === true ? 'DNS and directory' : inDns ? 'DNS' : inDirectory === true ? 'directory' : 'registered sites';

/** How a discovery stands. */
export const stateWords = {
  waiting: 'Waiting',
  running: 'Looking',
  done: 'Done',
  failed: 'Failed',
} as const;
