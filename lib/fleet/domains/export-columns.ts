import type { ExportColumn } from '../../export/table.ts';
import type { NameAnswerRow } from './read-names.ts';
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

/** What a file of the answers of DNS holds: one row for each resolver that was asked for a name. */
export const nameAnswerColumns: readonly ExportColumn<NameAnswerRow>[] = [
  { id: 'host', value: ({ host }) => host },
  { id: 'reachedFromOutside', value: ({ reachedFromOutside }) => reachedFromOutside },
  { id: 'expectedAddresses', value: ({ expectedAddresses }) => expectedAddresses },
  { id: 'resolver', value: ({ answer }) => answer.resolver },
  { id: 'side', value: ({ answer }) => (answer.side === 'internal' ? 'inside' : 'outside') },
  { id: 'addresses', value: ({ answer }) => answer.addresses },
  { id: 'failure', value: ({ answer }) => answer.failure },
  { id: 'misleading', value: ({ answer }) => answer.faults },
  { id: 'askedAt', value: ({ answer }) => answer.askedAt },
];
