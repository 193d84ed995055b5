import type { ExportColumn } from '../../export/table.ts';
import type { WaiverView } from './views.ts';

/** What a file of waivers holds. */
export const waiverColumns: readonly ExportColumn<WaiverView>[] = [
  { id: 'findingId', value: (row) => row.findingId },
  { id: 'no', value: (row) => row.no },
  { id: 'title', value: (row) => row.title },
  { id: 'scope', value: (row) => row.scope },
  { id: 'scopeName', value: (row) => row.scopeName },
  { id: 'until', value: (row) => row.until },
  { id: 'acceptedBy', value: (row) => row.by },
  { id: 'acceptedAt', value: (row) => row.createdAt },
  { id: 'endedAt', value: (row) => row.endedAt },
  { id: 'hosts', value: (row) => row.hostCount },
  { id: 'doors', value: (row) => row.doorCount },
  { id: 'reason', value: (row) => row.reason },
];
