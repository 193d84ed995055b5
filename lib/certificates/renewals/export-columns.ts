import type { ExportColumn } from '../../export/table.ts';
import type { RenewalDoorView, RenewalRow } from './views.ts';

/** Columns of the list of renewal plans as a file. */
export const renewalColumns: readonly ExportColumn<RenewalRow>[] = [
  { id: 'id', value: ({ id }) => id },
  { id: 'state', value: ({ progress }) => progress.step },
  { id: 'concern', value: ({ progress }) => progress.concern },
  { id: 'sentence', value: ({ progress }) => progress.sentence },
  { id: 'certificateName', value: ({ certificate }) => certificate?.name ?? null },
  { id: 'certificateSha256', value: ({ certificate }) => certificate?.sha256 ?? null },
  { id: 'certificateNotAfter', value: ({ certificate }) => certificate?.notAfter ?? null },
  { id: 'host', value: ({ host }) => host },
  { id: 'owner', value: ({ owner }) => owner },
  { id: 'dueOn', value: ({ dueOn }) => dueOn },
  { id: 'doorsServed', value: ({ progress }) => progress.doorsServed },
  { id: 'doorsTotal', value: ({ progress }) => progress.doorsTotal },
  { id: 'hosts', value: ({ hostCount }) => hostCount },
  { id: 'successorSha256', value: ({ successor }) => successor?.sha256 ?? null },
  { id: 'successorNotAfter', value: ({ successor }) => successor?.notAfter ?? null },
  { id: 'automatic', value: ({ automatic }) => automatic },
  { id: 'createdAt', value: ({ createdAt }) => createdAt },
  { id: 'closedAt', value: ({ closedAt }) => closedAt },
  { id: 'note', value: ({ note }) => note },
];

/** More doors than any plan has. */
export const renewalDoorsExportMax = 100_000;

/** Columns of the doors of a plan as a file. */
export const renewalDoorColumns: readonly ExportColumn<RenewalDoorView>[] = [
  { id: 'host', value: ({ host }) => host },
  { id: 'port', value: ({ port }) => port },
  { id: 'serves', value: ({ serves }) => serves },
  { id: 'sha256', value: ({ sha256 }) => sha256 },
  { id: 'since', value: ({ since }) => since },
  { id: 'checkedAt', value: ({ checkedAt }) => checkedAt },
  { id: 'profile', value: ({ profile }) => profile },
];
