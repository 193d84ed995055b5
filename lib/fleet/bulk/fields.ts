import { Prisma } from '../../db/generated/client.ts';
import { windowWords } from '../../diagnosis/expiry.ts';
import { readWindows } from '../expiry-windows.ts';

/** What of hosts and doors can be changed for many at once: how it is read, written and told. Values are plain JSON. */

export type BulkValue = string | number | boolean | null | readonly string[] | { readonly [key: string]: unknown };

export type BulkField = {
  /** Whose column it is. */
  of: 'host' | 'door';
  /** The value as JSON, of `host` joined with its `domain`, or of `door`. */
  read: Prisma.Sql;
  column: Prisma.Sql;
  /** The column's value from `given.value`, which is jsonb. */
  write: Prisma.Sql;
  /** For the history of the host; null leaves none there. */
  words: ((value: BulkValue) => string) | null;
  /** The name in the audit record. */
  key: string;
  /** Does the next check judge by it, so that it is due at once? */
  judged: boolean;
};

const givenText = Prisma.sql`given.value #>> '{}'`;
const givenList = Prisma.sql`ARRAY(SELECT jsonb_array_elements_text(given.value))`;
const or = (value: BulkValue, empty: string): string => (value === null || value === '' ? empty : String(value));
const listed = (value: BulkValue, empty: string): string => (Array.isArray(value) && value.length > 0 ? value.join(', ') : empty);

export const bulkFields = {
  site: {
    of: 'host',
    read: Prisma.sql`to_json(host.site)`,
    column: Prisma.sql`site`,
    write: givenText,
    words: (value) => `Site: ${or(value, 'none')}`,
    key: 'site',
    judged: false,
  },
  owner: {
    of: 'host',
    read: Prisma.sql`to_json(host.owner)`,
    column: Prisma.sql`owner`,
    write: givenText,
    words: (value) => `Owner: ${or(value, 'as the domain')}`,
    key: 'owner',
    judged: false,
  },
  profile: {
    of: 'host',
    read: Prisma.sql`to_json(host.profile)`,
    column: Prisma.sql`profile`,
    write: givenText,
    words: (value) => `Kind of server: ${or(value, 'as detected')}`,
    key: 'profile',
    judged: true,
  },
  tags: {
    of: 'host',
    read: Prisma.sql`to_json(COALESCE(host.tags, '{}'))`,
    column: Prisma.sql`tags`,
    write: givenList,
    words: (value) => `Tags: ${listed(value, 'none')}`,
    key: 'tags',
    judged: false,
  },
  domain: {
    of: 'host',
    read: Prisma.sql`to_json(domain.name)`,
    column: Prisma.sql`domain_id`,
    write: Prisma.sql`(SELECT id FROM domains WHERE name = ${givenText})`,
    words: (value) => `Domain: ${or(value, 'none')}`,
    key: 'domain',
    judged: true,
  },
  expiryWindows: {
    of: 'host',
    read: Prisma.sql`host.expiry_windows`,
    column: Prisma.sql`expiry_windows`,
    write: Prisma.sql`NULLIF(given.value, 'null'::jsonb)`,
    words: (value) => `Expiry windows: ${windowWords(readWindows(value))}`,
    key: 'expiryWindows',
    judged: true,
  },
  ldapsIntended: {
    of: 'host',
    read: Prisma.sql`to_json(host.ldaps_intended)`,
    column: Prisma.sql`ldaps_intended`,
    write: Prisma.sql`(${givenText})::boolean`,
    words: (value) => `LDAPS intended: ${value === true ? 'yes' : 'no'}`,
    key: 'ldapsIntended',
    judged: true,
  },
  intervalSeconds: {
    of: 'door',
    read: Prisma.sql`to_json(door.interval_seconds)`,
    column: Prisma.sql`interval_seconds`,
    write: Prisma.sql`(${givenText})::int`,
    words: (value) => `Checked every ${value} s`,
    key: 'intervalSeconds',
    judged: false,
  },
  probedFrom: {
    of: 'door',
    read: Prisma.sql`to_json(COALESCE(door.probed_from, '{}'))`,
    column: Prisma.sql`probed_from`,
    write: givenList,
    words: (value) => `Probed from ${listed(value, 'every location')}`,
    key: 'probedFrom',
    judged: false,
  },
  /** Since when it is paused, and why; null while it is checked. Written by lib/fleet/bulk/pauses.ts. */
  paused: {
    of: 'host',
    read: Prisma.sql`CASE WHEN host.paused_at IS NOT NULL THEN json_build_object(
      'at', to_char(host.paused_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reason', host.pause_reason) END`,
    column: Prisma.sql`(paused_at, pause_reason)`,
    write: Prisma.sql`((given.value ->> 'at')::timestamptz, given.value ->> 'reason')`,
    words: null,
    key: 'paused',
    judged: false,
  },
} as const satisfies Record<string, BulkField>;
export type BulkFieldName = keyof typeof bulkFields;

export const isBulkFieldName = (text: unknown): text is BulkFieldName => typeof text === 'string' && Object.hasOwn(bulkFields, text);

/** Are two values the same, whatever the order of keys is? */
export function sameValue(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return one === other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => sameValue(Reflect.get(one, key), Reflect.get(other, key)));
}
