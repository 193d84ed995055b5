import { cache } from 'react';
import { readHost } from '#lib/checks/read/read-host.ts';
import type { HostView } from '#lib/checks/read/views.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { parseHostKey } from '#lib/paths.ts';

/** The host that an address part names, read once per request; null when there is none. */
export const loadHost = cache(async (key: string): Promise<HostView | null> => {
  const { name, port } = parseHostKey(key);
  return readHost(database(), { name: name.toLowerCase(), port, now: now() });
});
