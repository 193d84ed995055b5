import type { ExportColumn } from '../../export/table.ts';
import type { FleetFindingView } from './views.ts';

/** What a file of fleet findings holds. */
export const fleetFindingColumns: readonly ExportColumn<FleetFindingView>[] = [
  { id: 'findingId', value: ({ id }) => id },
  { id: 'no', value: ({ no }) => no },
  { id: 'severity', value: ({ severity }) => severity },
  { id: 'confidence', value: ({ confidence }) => confidence },
  { id: 'domain', value: ({ domain }) => domain },
  { id: 'subject', value: ({ subject }) => subject },
  { id: 'summary', value: ({ summary }) => summary },
  { id: 'hosts', value: ({ hosts }) => hosts },
  { id: 'since', value: ({ since }) => since },
];
