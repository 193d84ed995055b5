import { randomUUIDv7 } from 'node:crypto';
import type { Transaction } from '../../db/client.ts';
import { domainOf } from '../host-name.ts';
import { domainIds } from '../internal.ts';
import { makeTaggedDue } from '../waivers/due-doors.ts';
import type { FleetPlan, HostPlan } from './plan.ts';
import { counter, inBatches, type ReportProgress } from './progress.ts';
import { settingLabels, settingWords, unjudgedFields } from './settings.ts';

/** Makes, changes and deletes the hosts of a plan, with the changes that a host's history shows. Returns the ids of all that stay, by name. */
export async function writeHosts(tx: Transaction, { hosts }: FleetPlan, now: Date, report: ReportProgress): Promise<Map<string, string>> {
  const going = hosts.filter(({ kind }) => kind === 'removed').flatMap(({ id }) => id ?? []);
  if (going.length > 0) await tx.$executeRaw`DELETE FROM hosts WHERE id = ANY(${going}::uuid[])`;
  const changed = hosts.filter(({ kind }) => kind === 'changed');
  const wanted = hosts.filter(({ kind }) => kind === 'new');
  const onDone = counter('hosts', changed.length + wanted.length, report);
  await inBatches(changed, (batch) => changeHosts(tx, batch, now), onDone);
  const created = (await inBatches(wanted, (batch) => createHosts(tx, batch, now), onDone)).flat();
  const known = hosts.flatMap(({ kind, name, id }): [string, string][] => (id === null || kind === 'removed' ? [] : [[name, id]]));
  return new Map([...known, ...created]);
}

/** One statement for the whole batch: a list of thousands as parameters takes longer to prepare than to write. */
async function createHosts(tx: Transaction, hosts: readonly HostPlan[], now: Date): Promise<[string, string][]> {
  const ids = await domainsOf(tx, hosts);
  const made = hosts.map((host) => ({ ...host, id: randomUUIDv7() }));
  const wanted = JSON.stringify(
    made.map(({ id, name, settings, managedBy }, index) => {
      const host = hosts[index];
      return { ...settings, id, name, managedBy, domainId: (host && ids.get(host)) ?? null };
    }),
  );
  await tx.$executeRaw`
    INSERT INTO hosts (id, name, domain_id, site, tags, owner, notes, profile, address, stands_for_domain, expected_addresses,
      reached_from_outside, ldaps_intended, expiry_windows, managed_by, paused_at, pause_reason, created_at, updated_at)
    SELECT id, name, "domainId", site, tags, owner, notes, profile, address, "standsForDomain", "expectedAddresses",
      "reachedFromOutside", "ldapsIntended", "expiryWindows", "managedBy", CASE WHEN paused THEN ${now}::timestamptz END,
      CASE WHEN paused THEN nullif("pauseReason", '') END, ${now}::timestamptz, ${now}::timestamptz
    FROM jsonb_to_recordset(${wanted}::jsonb) AS wanted(id uuid, name text, "domainId" integer, site text, tags text[], owner text,
      notes text, profile text, address text, "standsForDomain" boolean, "expectedAddresses" text[], "reachedFromOutside" boolean,
      "ldapsIntended" boolean, "expiryWindows" jsonb, "managedBy" text, paused boolean, "pauseReason" text)`;
  return made.map(({ id, name }) => [name, id]);
}

/** The id of each host's domain; hosts in none are left out. */
async function domainsOf(tx: Transaction, hosts: readonly HostPlan[]): Promise<Map<HostPlan, number>> {
  const names = hosts.map((host) => [host, domainOf(host.name, host.settings.standsForDomain)] as const);
  const ids = await domainIds(
    tx,
    names.flatMap(([, domain]) => domain ?? []),
  );
  return new Map(
    names.flatMap(([host, domain]): [HostPlan, number][] => {
      const id = domain === null ? undefined : ids.get(domain);
      return id === undefined ? [] : [[host, id]];
    }),
  );
}

async function changeHosts(tx: Transaction, hosts: readonly HostPlan[], now: Date): Promise<void> {
  const wanted = JSON.stringify(hosts.map(({ id, settings, managedBy }) => ({ ...settings, id, managedBy })));
  await tx.$executeRaw`
    UPDATE hosts SET site = wanted.site, tags = wanted.tags, owner = wanted.owner, notes = wanted.notes, profile = wanted.profile,
      address = wanted.address, stands_for_domain = wanted."standsForDomain", expected_addresses = wanted."expectedAddresses",
      reached_from_outside = wanted."reachedFromOutside", ldaps_intended = wanted."ldapsIntended",
      expiry_windows = wanted."expiryWindows", managed_by = wanted."managedBy",
      paused_at = CASE WHEN wanted.paused THEN coalesce(hosts.paused_at, ${now}::timestamptz) END,
      pause_reason = CASE WHEN wanted.paused THEN nullif(wanted."pauseReason", '') END, updated_at = ${now}::timestamptz
    FROM jsonb_to_recordset(${wanted}::jsonb) AS wanted(id uuid, site text, tags text[], owner text, notes text, profile text,
      address text, "standsForDomain" boolean, "expectedAddresses" text[], "reachedFromOutside" boolean, "ldapsIntended" boolean,
      "expiryWindows" jsonb, "managedBy" text, paused boolean, "pauseReason" text)
    WHERE hosts.id = wanted.id`;
  await moveDomains(
    tx,
    hosts.filter(({ changes }) => changes.some(({ field }) => field === 'standsForDomain')),
  );
  const judged = hosts.filter(({ settings, changes }) => !settings.paused && changes.some(({ field }) => !unjudgedFields.has(field)));
  await tx.$executeRaw`
    UPDATE endpoint_states SET next_due_at = ${now}::timestamptz
    FROM endpoints WHERE endpoints.id = endpoint_id AND host_id = ANY(${idsOf(judged)}::uuid[])`;
  const tagged = hosts.filter(({ changes }) => changes.some(({ field }) => field === 'tags'));
  if (tagged.length > 0) await makeTaggedDue(tx, idsOf(tagged), now);
  await tx.change.createMany({
    data: hosts.flatMap(({ id, changes, managedBy, managedBefore }) =>
      id === null
        ? []
        : [
            ...changes.map(({ field, before, after }) => ({
              hostId: id,
              at: now,
              kind: 'configuration',
              before: `${settingLabels[field]}: ${settingWords(field, before)}`,
              after: `${settingLabels[field]}: ${settingWords(field, after)}`,
            })),
            ...(managedBy === managedBefore
              ? []
              : [{ hostId: id, at: now, kind: 'configuration', before: managerWords(managedBefore), after: managerWords(managedBy) }]),
          ],
    ),
  });
}

const managerWords = (managedBy: string | null): string => `Managed by: ${managedBy ?? 'people'}`;
const idsOf = (hosts: readonly HostPlan[]): string[] => hosts.flatMap(({ id }) => id ?? []);

async function moveDomains(tx: Transaction, hosts: readonly HostPlan[]): Promise<void> {
  if (hosts.length === 0) return;
  const ids = await domainsOf(tx, hosts);
  const moved = JSON.stringify(hosts.map((host) => ({ id: host.id, domain: ids.get(host) ?? null })));
  await tx.$executeRaw`
    UPDATE hosts SET domain_id = moved.domain FROM jsonb_to_recordset(${moved}::jsonb) AS moved(id uuid, domain integer)
    WHERE hosts.id = moved.id`;
}
