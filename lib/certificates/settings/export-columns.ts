import type { ExportColumn } from '../../export/table.ts';
import { windowsInForce } from '../../fleet/expiry-windows.ts';
import type { DomainSettingsView, ExpirySettingsView, FreezeListItem } from './views.ts';

/** Columns of the table of domains as a file: the windows are those in force, with where they are set. */
export function domainColumns({ windows: installation }: Pick<ExpirySettingsView, 'windows'>): ExportColumn<DomainSettingsView>[] {
  const inForce = ({ windows: domain }: DomainSettingsView) => windowsInForce({ host: null, domain, installation });
  return [
    { id: 'domain', value: ({ name }) => name },
    { id: 'hosts', value: ({ hostCount }) => hostCount },
    { id: 'owner', value: ({ owner }) => owner },
    { id: 'hostsWithOwnOwner', value: ({ ownOwnerCount }) => ownOwnerCount },
    { id: 'windowsFrom', value: (domain) => inForce(domain).from },
    { id: 'warningDays', value: (domain) => inForce(domain).windows.warningDays },
    { id: 'warningShare', value: (domain) => inForce(domain).windows.warningShare },
    { id: 'criticalDays', value: (domain) => inForce(domain).windows.criticalDays },
    { id: 'criticalShare', value: (domain) => inForce(domain).windows.criticalShare },
    { id: 'hostsWithOwnWindows', value: ({ ownWindowsCount }) => ownWindowsCount },
  ];
}

/** Columns of the change freezes as a file. */
export const freezeColumns: readonly ExportColumn<FreezeListItem>[] = [
  { id: 'name', value: ({ name }) => name },
  { id: 'fromDay', value: ({ fromDay }) => fromDay },
  { id: 'toDay', value: ({ toDay }) => toDay },
  { id: 'timeZone', value: ({ timeZone }) => timeZone },
  { id: 'when', value: ({ when }) => when },
];
