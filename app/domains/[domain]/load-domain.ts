import { cache } from 'react';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { readDomain } from '#lib/fleet/domains/read-domain.ts';
import type { DomainView } from '#lib/fleet/domains/views.ts';

/** The domain that an address part names, read once per request; null when there is none. */
export const loadDomain = cache(
  async (key: string): Promise<DomainView | null> => readDomain(database(), decodeURIComponent(key).toLowerCase(), { now: now() }),
);
