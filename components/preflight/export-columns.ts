import type { HostResult } from '#lib/certificates/preflight/views.ts';
import type { ExportColumn } from '#lib/export/table.ts';
import { hostState, hostStateWords, servedWords } from './result-words.ts';

/** Columns of the hosts of a preflight as a file. */
export const preflightColumns: readonly ExportColumn<HostResult>[] = [
  { id: 'host', value: ({ name }) => name },
  { id: 'registered', value: ({ isRegistered }) => isRegistered },
  { id: 'profile', value: ({ profile }) => profile },
  { id: 'outcome', value: (host) => hostStateWords[hostState(host)] },
  { id: 'met', value: ({ counts }) => counts.pass },
  { id: 'notMet', value: ({ counts }) => counts.fail },
  { id: 'differ', value: ({ counts }) => counts.differs },
  { id: 'notKnown', value: ({ counts }) => counts.unknown },
  { id: 'notMetTitles', value: ({ notMet }) => notMet.join('; ') },
  {
    id: 'servesNow',
    value: ({ served }) => served.map((one) => `port ${one.port}: ${one.name} (${one.sha256.slice(0, 8)}): ${servedWords(one)}`).join('; '),
  },
];
