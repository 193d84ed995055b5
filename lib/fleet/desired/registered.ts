import type { Database, Transaction } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { profiles } from '../../diagnosis/rule.ts';
import { readWindows } from '../expiry-windows.ts';
import type { Transport } from '../host-list.ts';
import type { DoorSettings, HostSettings } from './settings.ts';

export type RegisteredDoor = { id: string; port: number } & DoorSettings;
export type RegisteredHost = {
  id: string;
  name: string;
  settings: HostSettings;
  /** By port. */
  doors: readonly RegisteredDoor[];
  /** Name of the fleet file that it comes from, or demo; null when people registered it. */
  managedBy: string | null;
};

/** What a plan is made against. */
export type RegisteredFleet = {
  hosts: ReadonlyMap<string, RegisteredHost>;
  /** Names of all locations. */
  locations: ReadonlySet<string>;
};

/** Hosts by name, and those managed by somebody. */
type NamedChoice = { names: readonly string[]; managedBy?: string | null };

/** Which hosts: by name and manager, by id, or all. */
export type RegisteredChoice = NamedChoice | { ids: readonly string[] } | 'all';

type Row = Omit<RegisteredHost, 'settings' | 'doors'> &
  Omit<HostSettings, 'profile' | 'expiryWindows' | 'pauseReason'> & {
    profile: string | null;
    expiryWindows: unknown;
    pauseReason: string | null;
    doors: { id: string; port: number; transport: Transport; intervalSeconds: number; slowAfterMs: number | null; probedFrom: string[] }[];
  };

/** The hosts as they are registered now, in one statement; ordered by name. */
export async function loadRegistered(db: Database | Transaction, choice: RegisteredChoice): Promise<RegisteredFleet> {
  const all = choice === 'all';
  const { ids, names, managedBy } = { ids: [], names: [], managedBy: null, ...(all ? {} : choice) };
  const rows = await db.$queryRaw<Row[]>`
    SELECT hosts.id::text AS id, name, managed_by AS "managedBy", site, coalesce(tags, '{}') AS tags, owner, notes, profile, address,
      stands_for_domain AS "standsForDomain", coalesce(expected_addresses, '{}') AS "expectedAddresses", reached_from_outside AS "reachedFromOutside",
      ldaps_intended AS "ldapsIntended", expiry_windows AS "expiryWindows", paused_at IS NOT NULL AS paused, pause_reason AS "pauseReason",
      (SELECT coalesce(json_agg(json_build_object('id', endpoints.id, 'port', port, 'transport', transport, 'intervalSeconds', interval_seconds,
          'slowAfterMs', slow_after_ms, 'probedFrom', coalesce(probed_from, '{}')) ORDER BY port), '[]')
        FROM endpoints WHERE host_id = hosts.id) AS doors
    FROM hosts
    WHERE ${all} OR name = ANY(${[...names]}::text[]) OR managed_by = ${managedBy}::text OR id = ANY(${[...ids]}::uuid[])
    ORDER BY name`;
  const locations = await db.location.findMany({ select: { name: true } });
  return { hosts: new Map(rows.map((row) => [row.name, hostOf(row)])), locations: new Set(locations.map(({ name }) => name)) };
}

function hostOf({ id, name, managedBy, doors, profile, expiryWindows, pauseReason, ...settings }: Row): RegisteredHost {
  return {
    id,
    name,
    managedBy,
    doors: doors.map((door) => ({ ...door, probedFrom: [...door.probedFrom].sort() })),
    settings: {
      ...settings,
      profile: profiles.find((known) => known === profile) ?? null,
      expiryWindows: readWindows(expiryWindows),
      pauseReason: pauseReason ?? '',
    },
  };
}

/**
 * Locks the hosts until the transaction ends, always in the same order, so that nobody edits one between plan and write. Results that
 * are saved meanwhile only refer to them, and go on.
 */
export async function lockRegistered(tx: Transaction, choice: NamedChoice): Promise<void> {
  // Where hosts and doors may go, results wait: they refer to what is being removed.
  const lock = choice.managedBy == null ? Prisma.sql`FOR NO KEY UPDATE` : Prisma.sql`FOR UPDATE`;
  await tx.$executeRaw`
    SELECT count(*) FROM (
      SELECT 1 FROM hosts WHERE name = ANY(${[...choice.names]}::text[]) OR managed_by = ${choice.managedBy ?? null}::text
      ORDER BY id ${lock}) AS held`;
}
