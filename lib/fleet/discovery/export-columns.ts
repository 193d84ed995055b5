import type { ExportColumn } from '../../export/table.ts';
import type { DiscoveryRecord } from '../../probe/discovery/record.ts';
import type { ComparedServer, GoneHost } from './views.ts';

/** What the files of a discovery hold. Public: the names never change. */

export const serverColumns: readonly ExportColumn<ComparedServer>[] = [
  { id: 'server', value: ({ name }) => name },
  { id: 'domain', value: ({ domain }) => domain },
  { id: 'standing', value: ({ standing }) => standing },
  { id: 'registeredPorts', value: ({ registeredPorts }) => registeredPorts.map(String) },
  { id: 'site', value: ({ site }) => site },
  { id: 'servesSites', value: ({ servesSites }) => servesSites },
  { id: 'globalCatalog', value: ({ globalCatalog }) => globalCatalog },
  { id: 'readOnly', value: ({ readOnly }) => readOnly },
  { id: 'primary', value: ({ primary }) => primary },
  { id: 'inDns', value: ({ inDns }) => inDns },
  { id: 'inDirectory', value: ({ inDirectory }) => inDirectory },
  { id: 'addresses', value: ({ addresses }) => addresses },
  { id: 'conflicts', value: ({ conflicts }) => conflicts.map(({ words }) => words) },
];

export const goneColumns: readonly ExportColumn<GoneHost>[] = [
  { id: 'host', value: ({ name }) => name },
  { id: 'domain', value: ({ domain }) => domain },
  { id: 'site', value: ({ site }) => site },
  { id: 'because', value: ({ because }) => because },
];

export const questionColumns: readonly ExportColumn<DiscoveryRecord['questions'][number]>[] = [
  { id: 'question', value: ({ name }) => name },
  { id: 'servers', value: ({ recordCount }) => recordCount },
  { id: 'leftOut', value: ({ leftOutCount }) => leftOutCount },
  { id: 'failure', value: ({ failure }) => failure?.code ?? null },
];
