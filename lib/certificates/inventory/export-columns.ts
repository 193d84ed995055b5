import type { ExportColumn } from '../../export/table.ts';
import type { InventoryRow } from './views.ts';

/** More rows than this are not written to one file. */
export const exportMax = 50_000;

/** All that is known of a certificate in the list, whatever columns the page shows. */
export const inventoryExportColumns: readonly ExportColumn<InventoryRow>[] = [
  { id: 'name', value: (row) => row.name },
  { id: 'state', value: (row) => row.state },
  { id: 'kind', value: (row) => row.kind },
  { id: 'validFrom', value: (row) => row.validFrom },
  { id: 'validUntil', value: (row) => row.validUntil },
  { id: 'daysLeft', value: (row) => row.daysLeft },
  { id: 'lifetimeDays', value: (row) => row.lifetimeDays },
  { id: 'subject', value: (row) => row.subject },
  { id: 'dnsNames', value: (row) => row.dnsNames },
  { id: 'ipAddresses', value: (row) => row.ipAddresses },
  { id: 'issuerName', value: (row) => row.issuerName },
  { id: 'issuer', value: (row) => row.issuer },
  { id: 'serialNumber', value: (row) => row.serialNumber },
  { id: 'key', value: (row) => row.key },
  { id: 'signature', value: (row) => row.signature },
  { id: 'template', value: (row) => row.template },
  { id: 'hostCount', value: (row) => row.hosts },
  { id: 'endpointCount', value: (row) => row.endpoints },
  { id: 'sentByServers', value: (row) => row.sent },
  { id: 'owners', value: (row) => row.owners },
  { id: 'sites', value: (row) => row.sites },
  { id: 'domains', value: (row) => row.domains },
  { id: 'trustStores', value: (row) => row.trustStores },
  { id: 'firstSeenAt', value: (row) => row.firstSeen },
  { id: 'lastSeenAt', value: (row) => row.lastSeen },
  { id: 'sha256', value: (row) => row.sha256 },
  { id: 'sha1', value: (row) => row.sha1 },
];
