import type { ForecastDoor } from '#lib/checks/read/views.ts';
import type { ExportColumn } from '#lib/export/table.ts';

/** Columns of what changes until a later day, one line for each door. */
export const forecastColumns: readonly ExportColumn<ForecastDoor>[] = [
  { id: 'host', value: ({ host }) => host },
  { id: 'port', value: ({ port }) => port },
  { id: 'from', value: ({ from }) => from },
  { id: 'to', value: ({ to }) => to },
  { id: 'at', value: ({ at }) => at },
  { id: 'causeNo', value: ({ cause }) => cause?.no ?? null },
  { id: 'causeId', value: ({ cause }) => cause?.id ?? null },
  { id: 'cause', value: ({ cause }) => cause?.title ?? null },
  { id: 'certificateName', value: ({ name }) => name },
  { id: 'certificateSha256', value: ({ sha256 }) => sha256 },
  { id: 'certificateIsIssuer', value: ({ sha256, isIssuer }) => (sha256 === null ? null : isIssuer) },
  { id: 'certificateNotAfter', value: ({ endsAt }) => endsAt },
];
