import { windowWords } from '../../diagnosis/expiry.ts';
import type { ExpiryWindows, Profile } from '../../diagnosis/rule.ts';
import type { Transport } from '../host-list.ts';

/** What a host is registered with, beside its name and doors. */
export type HostSettings = {
  site: string;
  /** Lower case, sorted, each once. */
  tags: readonly string[];
  /** Empty for the domain's. */
  owner: string;
  /** Markdown. */
  notes: string;
  /** Null lets the evidence decide. */
  profile: Profile | null;
  /** Dialled instead of what the name resolves to; null asks DNS. */
  address: string | null;
  standsForDomain: boolean;
  /** Sorted, in their shortest form; empty for any. */
  expectedAddresses: readonly string[];
  reachedFromOutside: boolean;
  ldapsIntended: boolean;
  /** Null for the domain's. */
  expiryWindows: ExpiryWindows | null;
  paused: boolean;
  /** Why it is paused; empty while it is not. */
  pauseReason: string;
};

/** What a door is registered with, beside its port. */
export type DoorSettings = {
  transport: Transport;
  intervalSeconds: number;
  /** Null for the usual three seconds. */
  slowAfterMs: number | null;
  /** Names of locations, sorted; empty for all. */
  probedFrom: readonly string[];
};

export type HostField = keyof HostSettings;
export type DoorField = keyof DoorSettings;
export type SettingValue = HostSettings[HostField] | DoorSettings[DoorField];

/** A host that was registered with a name and nothing else. */
export const plainHost: HostSettings = {
  site: '',
  tags: [],
  owner: '',
  notes: '',
  profile: null,
  address: null,
  standsForDomain: false,
  expectedAddresses: [],
  reachedFromOutside: false,
  ldapsIntended: true,
  expiryWindows: null,
  paused: false,
  pauseReason: '',
};

/** The fields in the order that people are shown them. */
export const hostFields = [
  'site',
  'tags',
  'owner',
  'profile',
  'address',
  'standsForDomain',
  'expectedAddresses',
  'reachedFromOutside',
  'ldapsIntended',
  'expiryWindows',
  'paused',
  'pauseReason',
  'notes',
] as const satisfies readonly HostField[];
export const doorFields = ['transport', 'intervalSeconds', 'slowAfterMs', 'probedFrom'] as const satisfies readonly DoorField[];

/** What no check judges: a change of it is no reason to check again. Tags are judged where something is accepted for one. */
export const unjudgedFields: ReadonlySet<HostField> = new Set<HostField>(['site', 'tags', 'owner', 'notes', 'paused', 'pauseReason']);

/** The fields in words, as the changes of a host and the plans show them. */
export const settingLabels: Readonly<Record<HostField | DoorField, string>> = {
  site: 'Site',
  tags: 'Tags',
  owner: 'Owner',
  notes: 'Notes',
  profile: 'Kind of server',
  address: 'Address',
  standsForDomain: 'Stands for a domain',
  expectedAddresses: 'Expected addresses',
  reachedFromOutside: 'Reached from outside',
  ldapsIntended: 'LDAPS intended',
  expiryWindows: 'Expiry windows',
  paused: 'Paused',
  pauseReason: 'Reason of the pause',
  transport: 'Protocol',
  intervalSeconds: 'Checked every',
  slowAfterMs: 'Slow from',
  probedFrom: 'Probed from',
};

const emptyWords: Partial<Record<HostField | DoorField, string>> = {
  owner: 'as the domain',
  profile: 'as detected',
  address: 'from DNS',
  expectedAddresses: 'any',
  expiryWindows: 'as inherited',
  slowAfterMs: 'as usual',
  probedFrom: 'all locations',
};

/** A value in words: "FRA-1", "as detected", "300 s". */
export function settingWords(field: HostField | DoorField, value: SettingValue): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return emptyWords[field] ?? 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return field === 'slowAfterMs' ? `${value} ms on` : `${value} s`;
  if (typeof value === 'string') return field === 'transport' ? transportWords[value === 'starttls' ? 'starttls' : 'ldaps'] : value;
  return 'warningDays' in value ? windowWords(value) : value.join(', ');
}

export const transportWords: Readonly<Record<Transport, string>> = { ldaps: 'LDAPS', starttls: 'StartTLS' };
