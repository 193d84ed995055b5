import type { Database } from '#lib/db/client.ts';
import type { Profile } from '#lib/diagnosis/rule.ts';
import { normaliseHostName } from '#lib/fleet/host-name.ts';
import type { RequestAddress } from '../preflight/filter.ts';
import { readHostsByName } from '../preflight/read-hosts.ts';
import { requestFiles } from './request-files.ts';
import { planRequest } from './request-plan.ts';
import type { RequestFilesView } from './views.ts';

export type RequestFilesResult =
  | { ok: true; view: RequestFilesView; profile: Profile }
  | { ok: false; field: 'host' | 'key'; message: string; profile: Profile };

/** The files of a request, by the profile that was chosen, else by the registered host's, else as for a domain controller. */
export async function readRequestFiles(db: Database, address: RequestAddress): Promise<RequestFilesResult> {
  const named = normaliseHostName(address.host);
  const [registered] = named.ok ? await readHostsByName(db, [named.name]) : [];
  const known = registered?.subject;
  const profile = address.profile || (known?.profile ?? known?.detectedProfile ?? (known === undefined ? 'ad-ds' : 'ldap'));
  const planned = planRequest({ ...address, profile, standsForDomain: known?.standsForDomain ?? false });
  return planned.ok ? { ok: true, view: requestFiles(planned.plan), profile } : { ...planned, profile };
}
