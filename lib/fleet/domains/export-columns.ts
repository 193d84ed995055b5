import type { ExportColumn } from '../../export/table.ts';
import type { DomainRowView } from './views.ts';

/** What a file of domains holds. */
export const domainRowColumns: readonly ExportColumn<DomainRowView>[] = [
  { id: 'domain', value: ({ name }) => name },
  { id: 'worstState', value: ({ worst }) => worst },
  { id: 'hosts', value: ({ hostCount }) => hostCount },
  { id: 'sites', value: ({ siteCount }) => siteCount },
  { id: 'doors', value: ({ doorCount }) => doorCount },
  { id: 'healthyDoors', value: ({ healthyDoorCount }) => healthyDoorCount },
  { id: 'hostsWithAcceptedFindings', value: ({ acceptedHostCount }) => acceptedHostCount },
  { id: 'firstCertificateEndsAt', value: ({ endsAt }) => endsAt },
  { id: 'owner', value: ({ owner }) => owner },
  { id: 'verdictPolicy', value: ({ policy }) => policy },
  { id: 'discovery', value: ({ discovery }) => discovery.mode },
  { id: 'fleetFindings', value: ({ fleetFindingCount }) => fleetFindingCount },
  { id: 'managedBy', value: ({ managedBy }) => managedBy },
];
