import type {
  CertificateState,
  Ending,
  InventoryColumn,
  InventoryKind,
  ServedChoice,
  ValueFilter,
} from '#lib/certificates/inventory/filter.ts';
import type { HostState } from '#lib/checks/read/views.ts';

/** Each state of a certificate's dates as a label, and the colour and shape that it shares with states of hosts. */
export const certificateStateLooks: Readonly<Record<CertificateState, { label: string; look: HostState }>> = {
  expired: { label: 'Expired', look: 'critical' },
  critical: { label: 'Critical', look: 'critical' },
  'not-yet-valid': { label: 'Not yet valid', look: 'critical' },
  warning: { label: 'Warning', look: 'warning' },
  unreadable: { label: 'Unreadable', look: 'not-checked' },
  valid: { label: 'Valid', look: 'healthy' },
};

export const kindLabels: Readonly<Record<InventoryKind, string>> = {
  leaf: 'Server',
  intermediate: 'Intermediate',
  root: 'Root',
  'trust-store': 'In a trust store',
};

export const servedLabels: Readonly<Record<ServedChoice, string>> = {
  now: 'In use now',
  formerly: 'Formerly served',
  never: 'Never served',
  all: 'All ever seen',
};

export const endingLabels: Readonly<Record<Ending, string>> = {
  expired: 'Expired',
  '0-7': 'In 0 to 7 days',
  '8-30': 'In 8 to 30 days',
  '31-60': 'In 31 to 60 days',
  '61-90': 'In 61 to 90 days',
  'over-90': 'In more than 90 days',
};

export const valueFilterLabels: Readonly<Record<ValueFilter, string>> = {
  issuer: 'Issuer',
  template: 'Template',
  owner: 'Owner',
  site: 'Site',
  domain: 'Domain',
  key: 'Key',
  signature: 'Signature',
};

export const columnLabels: Readonly<Record<InventoryColumn, string>> = {
  name: 'Certificate',
  state: 'State',
  validUntil: 'Valid until',
  daysLeft: 'Time left',
  hosts: 'Hosts',
  endpoints: 'Doors',
  issuer: 'Issuer',
  owner: 'Owner',
  site: 'Site',
  template: 'Template',
  kind: 'Kind',
  names: 'Names',
  subject: 'Subject',
  serial: 'Serial number',
  key: 'Key',
  signature: 'Signature',
  validFrom: 'Valid from',
  lifetime: 'Lifetime',
  firstSeen: 'First seen',
  lastSeen: 'Last seen',
  trustStores: 'Trust stores',
  sha256: 'SHA-256',
  sha1: 'SHA-1 thumbprint',
};
