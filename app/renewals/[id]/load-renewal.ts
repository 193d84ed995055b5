import { cache } from 'react';
import { readRenewal } from '#lib/certificates/renewals/read-renewal.ts';
import type { RenewalView } from '#lib/certificates/renewals/views.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { readerZone } from '../../_server/reader-zone.ts';

/** The plan of an id, read once per request; null when there is none. */
export const loadRenewal = cache(
  async (id: string): Promise<RenewalView | null> => readRenewal(database(), id, { now: now(), timeZone: await readerZone() }),
);
