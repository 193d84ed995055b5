import type { HostColumn, ValueFilter } from '#lib/checks/read/hosts-table/filter.ts';
import type { HostTotals } from '#lib/checks/read/hosts-table/views.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import type { Profile } from '#lib/diagnosis/rule.ts';
import type { BulkAction } from '#lib/fleet/bulk/views.ts';

export const columnLabels: Readonly<Record<HostColumn, string>> = {
  name: 'Host',
  state: 'State',
  since: 'Since',
  cause: 'Cause',
  domain: 'Domain',
  site: 'Site',
  tags: 'Tags',
  owner: 'Owner',
  doors: 'Doors',
  profile: 'Kind of server',
  expires: 'Expires',
  daysLeft: 'Time left',
  checked: 'Last check',
  interval: 'Checked every',
  managed: 'Managed by',
  locations: 'Probed from',
};

export const valueFilterLabels: Readonly<Record<ValueFilter, string>> = {
  domain: 'Domain',
  site: 'Site',
  tag: 'Tag',
  owner: 'Owner',
  cause: 'Cause',
  profile: 'Kind of server',
  managed: 'Managed by',
};

/** Kinds of servers, short enough for a column. */
export const shortProfileNames: Readonly<Record<Profile, string>> = {
  'ad-ds': 'AD domain controller',
  'ad-lds': 'AD LDS',
  'entra-ds': 'Entra Domain Services',
  ldap: 'LDAP server',
};

/** What is done to many hosts, as people choose it. */
export const bulkActionLabels: Readonly<Record<BulkAction, string>> = {
  'set-interval': 'Set how often they are checked',
  'add-tags': 'Add tags',
  'remove-tags': 'Remove tags',
  'set-owner': 'Set the owner',
  'set-site': 'Set the site or group',
  move: 'Move to another domain',
  'set-expiry-windows': 'Set the expiry windows',
  'set-profile': 'Set the kind of server',
  'set-ldaps-intended': 'Set whether LDAPS is intended',
  'set-locations': 'Set the locations they are probed from',
  pause: 'Pause',
  resume: 'Resume',
  delete: 'Delete',
};

/** The fleet in one sentence: "40 hosts in 3 domains; 2 are critical, 5 warn." */
export function hostsSentence({ hosts, domains, critical, warning, stale }: HostTotals): string {
  if (hosts === 0) return 'No host is registered yet.';
  const where = domains === 0 ? '' : ` in ${counted(domains, 'domain')}`;
  const faults = [
    critical > 0 ? `${critical.toLocaleString('en')} ${critical === 1 ? 'is' : 'are'} critical` : '',
    warning > 0 ? `${warning.toLocaleString('en')} ${warning === 1 ? 'warns' : 'warn'}` : '',
    critical + warning === 0 ? 'none is critical or warns' : '',
    stale > 0 ? `${stale.toLocaleString('en')} ${stale === 1 ? 'is' : 'are'} stale` : '',
  ].filter(Boolean);
  return `${counted(hosts, 'host')}${where}; ${faults.join(', ')}.`;
}

/** How many match: "12 hosts match." */
export const matchSentence = (count: number): string =>
  count === 0 ? 'No host matches.' : `${counted(count, 'host')} ${count === 1 ? 'matches' : 'match'}.`;

/** An interval in the largest unit that it is whole in: "5 min", "24 h". */
export function intervalWords(seconds: number): string {
  if (seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
