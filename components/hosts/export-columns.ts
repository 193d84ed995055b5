import type { HostRow } from '#lib/checks/read/hosts-table/views.ts';
import type { ExportColumn } from '#lib/export/table.ts';

/** All that the list knows of a host, whatever columns the page shows. */
export const hostExportColumns: readonly ExportColumn<HostRow>[] = [
  { id: 'name', value: (row) => row.name },
  { id: 'state', value: (row) => row.state },
  { id: 'since', value: (row) => row.since },
  { id: 'confirming', value: (row) => row.confirming },
  { id: 'acceptedFindings', value: (row) => row.accepted },
  { id: 'causeId', value: (row) => row.cause?.id ?? null },
  { id: 'causeNo', value: (row) => row.cause?.no ?? null },
  { id: 'causeTitle', value: (row) => row.cause?.title ?? null },
  { id: 'domain', value: (row) => row.domain },
  { id: 'site', value: (row) => row.site },
  { id: 'tags', value: (row) => row.tags },
  { id: 'owner', value: (row) => row.owner },
  { id: 'ports', value: (row) => row.ports.map(String) },
  { id: 'profile', value: (row) => row.profile },
  { id: 'profileSetByHand', value: (row) => row.profileSetByHand },
  { id: 'expiresAt', value: (row) => row.expiresAt },
  { id: 'daysLeft', value: (row) => row.daysLeft },
  { id: 'checkedAt', value: (row) => row.checkedAt },
  { id: 'intervalsSeconds', value: (row) => row.intervalsSeconds.map(String) },
  { id: 'paused', value: (row) => row.paused },
  { id: 'ldapsIntended', value: (row) => row.ldapsIntended },
  { id: 'managedBy', value: (row) => row.managedBy },
  { id: 'locations', value: (row) => row.locations },
];
